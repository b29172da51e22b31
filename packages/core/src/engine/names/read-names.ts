import { sideBySide } from '../../contracts/source/iterables.js'
import type { SourceObject } from '../../contracts/source/source.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { Unit } from '../../contracts/strategy/unit.js'
import { isArbalestError } from '../../faults/errors.js'
import type { DriftRules } from '../../tables/names/drift.js'
import type { ObjectNames } from '../../tables/names/names.js'

/** How many objects of a batch are read, spread over it: enough to meet what is common in it. */
const MOST_OBJECTS = 10

const WARN: DriftRules = { unknown: 'warn', missing: 'warn' }

/** What some objects of a batch call their values. */
export interface NamesRead {
  readonly read: readonly { readonly object: SourceObject; readonly names: ObjectNames }[]
  /** The first object that could not be read, and why. Absent: all could. */
  readonly unread?: UnreadObject | undefined
}

/** An object whose names could not be read. */
export interface UnreadObject {
  /** Its URL. */
  readonly object: string
  /** Why, in a sentence or a part of one. */
  readonly reason: string
}

/** Returns what becomes of names in a step's objects that are not those of its target. */
export function driftRules({ drift = WARN }: Pick<LoadStep, 'drift'>): DriftRules {
  return drift
}

/**
 * Reads the names in some objects of `units`, spread over them, side by side. Reads nothing if
 * the step ignores all drift, or if its sink or its source cannot. What goes wrong is no error:
 * who may load objects need not have the right to read them.
 */
export async function readNames(step: LoadStep, units: readonly Unit[]): Promise<NamesRead> {
  const { source, sink, target } = step
  const { unknown, missing } = driftRules(step)
  const { names } = sink.powers
  if (!names || !source.open || (unknown === 'ignore' && missing === 'ignore')) return { read: [] }
  const readable = { open: source.open.bind(source) }
  const read: { object: SourceObject; names: ObjectNames }[] = []
  let unread: UnreadObject | undefined
  await sideBySide(sampleOf(units), MOST_OBJECTS, async (object) => {
    try {
      const found = await names.read(target, object, readable)
      if (found?.kind === 'unread') unread ??= { object: object.url, reason: found.reason }
      else if (found) read.push({ object, names: found })
    } catch (error) {
      if (!isArbalestError(error)) throw error
      // What was overwritten or removed is noticed by who loads it.
      if (error.code !== 'OBJECT_CHANGED' && error.code !== 'SOURCE_NOT_FOUND')
        unread ??= { object: object.url, reason: error.message }
    }
  })
  return { read, unread }
}

function sampleOf(units: readonly Unit[]): readonly SourceObject[] {
  const objects = units.flatMap((unit) => unit.objects)
  if (objects.length <= MOST_OBJECTS) return objects
  return Array.from(
    { length: MOST_OBJECTS },
    (_, index) => objects[Math.round((index * (objects.length - 1)) / (MOST_OBJECTS - 1))]!,
  )
}
