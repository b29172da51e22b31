import type { Pipeline } from '../contracts/pipeline.js'
import type { LedgerEntry } from '../contracts/sink/ledger.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Snapshot } from '../contracts/journal/journal.js'
import { sizeOf } from '../engine/planning/batches.js'
import { firstListed, listUnits } from '../engine/load.js'
import { recall } from '../engine/planning/recall.js'
import { standings, type Standing } from '../engine/standings.js'
import { isArbalestError, type ArbalestError } from '../faults/errors.js'

/** How a load step stands now. */
export type StepStatus = StandingStep | UnknownStep

/** How a load step stands that could be looked at. */
export interface StandingStep {
  readonly pipeline: string
  readonly step: LoadStep
  /** What a run would load now. */
  readonly pending: Backlog
  /** How many listed units are quarantined as they now stand: their rows are not in the table. */
  readonly quarantined: number
  /**
   * What is recorded and no longer listed: its rows are in the table. Absent: it is not known, as the step lists only
   * what it looks back to.
   */
  readonly gone?: GoneUnits | undefined
  /** How many rows of what is loaded did not fit, and are kept beside the table. Absent: the sink can keep none. */
  readonly kept?: number | undefined
  /** What the last transaction of the step did that loaded something. Absent: none has been noted, or the sink keeps no ledger. */
  readonly lastLoad?: LedgerEntry | undefined
  readonly error?: undefined
}

/** A load step of which it could not be found out. */
export interface UnknownStep {
  readonly pipeline: string
  readonly step: LoadStep
  readonly quarantined?: undefined
  readonly kept?: undefined
  /** Why: with this a run would end, too. */
  readonly error: ArbalestError
}

/** What is pending of a step. */
export interface Backlog {
  readonly units: number
  readonly objects: number
  readonly bytes: number
  /** The keys of the first units, ten at most. */
  readonly first: readonly string[]
  /** When the oldest of the objects was written. Absent: there is none, or the source does not know. */
  readonly oldest?: Date | undefined
}

/** What is recorded of a step and no longer listed. */
export interface GoneUnits {
  readonly units: number
  /** The keys of the first units, ten at most. */
  readonly first: readonly string[]
}

/** How many entries of a ledger are looked at for the last that loaded something. */
const MOST_ENTRIES = 100

/** How many units are named. */
const MOST_NAMED = 10

/**
 * Yields how each load step of `pipelines` stands: what is listed and not recorded, and what was
 * loaded last. Nothing is taken from a process's memory. Changes nothing. What keeps it from
 * looking at a step is part of what it yields.
 *
 * @example
 * ```ts
 * for await (const found of status(pipelines))
 *   if (!found.error) console.log(found.step.scope, found.pending.objects, found.pending.oldest)
 * ```
 */
export async function* status(
  pipelines: readonly Pipeline[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<StepStatus> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const step of steps) {
      if (step.kind !== 'load') continue
      signal?.throwIfAborted()
      yield { pipeline, step, ...(await look(step, signal)) }
    }
  }
}

type Looked =
  Pick<StandingStep, 'pending' | 'quarantined' | 'gone' | 'kept' | 'lastLoad'> | Pick<UnknownStep, 'error'>

async function look(step: LoadStep, signal: AbortSignal | undefined): Promise<Looked> {
  try {
    const lastLoad = await lastEntry(step)
    const kept = await step.sink.powers.rejects?.count(step.scope)
    const more = { ...(kept !== undefined && { kept }), ...(lastLoad && { lastLoad }) }
    return { ...(await stand(step, signal)), ...more }
  } catch (error) {
    signal?.throwIfAborted()
    if (!isArbalestError(error)) throw error
    return { error }
  }
}

async function stand(
  step: LoadStep,
  signal: AbortSignal | undefined,
): Promise<Pick<StandingStep, 'pending' | 'quarantined' | 'gone'>> {
  const { snapshot } = await recall(step)
  const from = await firstListed(step, snapshot)
  const first: string[] = []
  const gone: string[] = []
  let [objects, bytes, oldest, units, goneUnits, quarantined] = [0, 0, Infinity, 0, 0, 0]
  for await (const { key, state, unit } of from === undefined
    ? standings(step)
    : within(step, snapshot, from)) {
    signal?.throwIfAborted()
    if (state === 'quarantined') quarantined++
    if (state === 'gone' && ++goneUnits <= MOST_NAMED) gone.push(key)
    if (!unit || (state !== 'pending' && state !== 'changed')) continue
    if (++units <= MOST_NAMED) first.push(key)
    objects += unit.objects.length
    bytes += sizeOf(unit)
    for (const { modified } of unit.objects) oldest = Math.min(oldest, modified?.getTime() ?? Infinity)
  }
  return {
    pending: { units, objects, bytes, first, ...(oldest < Infinity && { oldest: new Date(oldest) }) },
    quarantined,
    ...(from === undefined && { gone: { units: goneUnits, first: gone } }),
  }
}

/** Yields what is not loaded of the units from `from` on, without reading what is recorded of those before. */
async function* within(step: LoadStep, snapshot: Snapshot, from: string): AsyncGenerator<Standing> {
  const quarantined: string[] = []
  const units = listUnits(step, { from })
  for await (const page of snapshot.pending(units, ({ key }) => quarantined.push(key)))
    for (const unit of page) yield { key: unit.key, state: 'pending', unit }
  for (const key of quarantined) yield { key, state: 'quarantined' }
}

async function lastEntry({ scope, sink }: LoadStep): Promise<LedgerEntry | undefined> {
  // One that has only set units aside has loaded nothing.
  for await (const entry of sink.powers.ledger?.entries({ scope, limit: MOST_ENTRIES }) ?? [])
    if (entry.units > 0) return entry
  return undefined
}
