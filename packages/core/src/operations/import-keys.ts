import type { Mark } from '../contracts/sink/mark.js'
import type { LoadStep } from '../contracts/step/step.js'
import { listUnits } from '../engine/load.js'
import { presentOrigin } from '../engine/planning/origin-of.js'
import { ConfigError } from '../faults/errors.js'
import { counted } from '../faults/counted.js'

/** What was recorded as loaded. */
export interface Imported {
  readonly units: number
  /** The keys that the source does not list. */
  readonly unlisted: readonly string[]
}

/**
 * Begins the journal of a step with the objects under `keys`: a unit is recorded as loaded, as
 * it now stands, if all its objects are among them. Throws `ConfigError` if something is
 * recorded already, or if no unit is listed whose objects are all among them.
 *
 * @example
 * ```ts
 * const { units, unlisted } = await importKeys(step, ['events/a.json', 'events/b.json'])
 * ```
 */
export async function importKeys(step: LoadStep, keys: Iterable<string>): Promise<Imported> {
  const wanted = new Set(keys)
  const unlisted = new Set(wanted)
  const units = await step.journal.upkeep.import(unitsIn(step, wanted, unlisted), await presentOrigin(step))
  if (units === 0)
    throw new ConfigError(
      'CONFIG_INVALID',
      `Nothing is recorded: ${wanted.size === 0 ? 'the list of keys is empty' : `${step.source.url} lists no unit whose objects are all among the ${counted(wanted.size, 'key')}, such as "${[...unlisted][0] ?? [...wanted][0]}"`}; the next run would load everything.`,
    )
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
