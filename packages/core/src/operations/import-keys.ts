import type { Mark } from '../contracts/mark.js'
import type { LoadStep } from '../contracts/step.js'
import { contextOf, listUnits } from '../engine/load.js'

/** What was recorded as loaded. */
export interface Imported {
  readonly units: number
  /** The keys that the source does not list. */
  readonly unlisted: readonly string[]
}

/**
 * Begins the journal of a step with the objects under `keys`: a unit is recorded as loaded, as
 * it now stands, if all its objects are among them. Throws `ConfigError` if something is
 * recorded already.
 *
 * @example
 * ```ts
 * const { units, unlisted } = await importKeys(step, ['events/a.json', 'events/b.json'])
 * ```
 */
export async function importKeys(step: LoadStep, keys: Iterable<string>): Promise<Imported> {
  const wanted = new Set(keys)
  const unlisted = new Set(wanted)
  const { origin } = contextOf(step)
  const units = await step.journal.upkeep.import(unitsIn(step, wanted, unlisted), origin!)
  return { units, unlisted: [...unlisted] }
}

async function* unitsIn(
  step: LoadStep,
  keys: ReadonlySet<string>,
  unlisted: Set<string>,
): AsyncGenerator<readonly Mark[]> {
  for await (const page of listUnits(step)) {
    for (const { objects } of page) for (const { key } of objects) unlisted.delete(key)
    yield page.filter(({ objects }) => objects.every(({ key }) => keys.has(key)))
  }
}
