import type { LoadStep } from '../contracts/step/step.js'
import type { Mark } from '../contracts/sink/mark.js'
import { forget, type Forgotten } from './forget.js'

/**
 * Yields what is quarantined of a step, in key order: units with an object that could not be loaded,
 * at the version at which that was so. Changes nothing.
 *
 * @example
 * ```ts
 * for await (const { key, reason } of quarantined(step)) console.log(key, reason)
 * ```
 */
export async function* quarantined({ journal }: Pick<LoadStep, 'journal'>): AsyncGenerator<Mark> {
  for await (const page of journal.upkeep.marks()) {
    for (const mark of page) if (mark.state === 'quarantined') yield mark
  }
}

/**
 * Has the next run of a step try again what is quarantined under `keys`, or all that is quarantined if
 * there are no keys. Returns the keys of what it will try, and those under which nothing is quarantined.
 *
 * @example
 * ```ts
 * await retryQuarantined(step, ['events/2026-11-28.json'])
 * ```
 */
export async function retryQuarantined(step: LoadStep, keys: readonly string[] = []): Promise<Forgotten> {
  const known: string[] = []
  for await (const { key } of quarantined(step)) known.push(key)
  const wanted = keys.length === 0 ? known : known.filter((key) => keys.includes(key))
  if (wanted.length > 0) await forget(step, wanted)
  return { keys: wanted, unknown: keys.filter((key) => !wanted.includes(key)) }
}
