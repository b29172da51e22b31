import { eraseNote } from '../engine/idle/idle-note.js'
import type { LoadStep } from '../contracts/step/step.js'

/** Which units were forgotten, and which were not recorded. */
export interface Forgotten {
  readonly keys: readonly string[]
  readonly unknown: readonly string[]
}

/**
 * Has the journal of a step forget the units under `keys`, so that the next run loads them again.
 *
 * @example
 * ```ts
 * const { unknown } = await forget(step, ['2018-02-01'])
 * ```
 */
export async function forget(step: LoadStep, keys: readonly string[]): Promise<Forgotten> {
  await eraseNote(step)
  const known = await step.journal.upkeep.forget(keys)
  return { keys: known, unknown: keys.filter((key) => !known.includes(key)) }
}

/**
 * Has the journal of a step forget all units, so that the next run loads everything again. The
 * rows in the table stay; unless the step replaces rows, they are then there twice.
 *
 * @example
 * ```ts
 * await forgetAll(step)
 * ```
 */
export async function forgetAll(step: LoadStep): Promise<void> {
  await eraseNote(step)
  await step.journal.upkeep.clear()
}
