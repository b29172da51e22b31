import { createHash } from 'node:crypto'
import { closedObject } from '../../faults/closed-object.js'
import * as v from 'valibot'
import type { LoadStep } from '../../contracts/step/step.js'

/** What is noted of a listing after all of it was recorded. */
interface IdleNote {
  /** The digest of the step's definition. */
  readonly step: string
  /** The digest of the listing. */
  readonly listing: string
  /** The first partition that was listed; null if all were. */
  readonly from: string | null
  /** When, in milliseconds since 1970, by the clock of whoever noted it. */
  readonly at: number
}

const schema = closedObject({
  step: v.string(),
  listing: v.string(),
  from: v.nullable(v.string()),
  at: v.number(),
})

/** Returns the note of a step; undefined if there is none, or none that counts now: the step was another, or it is too old, or of the future. */
export async function readNote(step: LoadStep, now = Date.now()): Promise<IdleNote | undefined> {
  const { idle, scope, sink } = step
  const text = idle && (await sink.powers.notes?.read(scope))
  const note = text === undefined ? undefined : parseNote(text)
  if (!idle || note?.step !== digestOf(step)) return undefined
  const age = now - note.at
  return age >= 0 && age < idle.recheck ? note : undefined
}

/** Notes that all of a listing is recorded, which must be so by now. */
export async function writeNote(
  step: LoadStep,
  { listing, from }: Pick<IdleNote, 'listing' | 'from'>,
): Promise<void> {
  const note: IdleNote = { step: digestOf(step), listing, from, at: Date.now() }
  await step.sink.powers.notes?.write(step.scope, JSON.stringify(note))
}

/** Takes the note of a step away, before what is recorded becomes less: the listing would not show it. */
export async function eraseNote({ idle, scope, sink }: LoadStep): Promise<void> {
  if (idle) await sink.powers.notes?.erase(scope)
}

/** Anything that decides what is pending of a listing, and where that is recorded. */
function digestOf({ idle, source, strategy, sink, target }: LoadStep): string {
  const definition = [idle?.definition, source.url, sink.url, strategy.way(source), target]
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex')
}

function parseNote(text: string): IdleNote | undefined {
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(text))
    return success ? output : undefined
  } catch {
    return undefined // somebody else's, or cut short: as if there were none
  }
}
