import type { JournalUpkeep } from '../contracts/journal/journal-upkeep.js'
import { each } from '../contracts/source/iterables.js'
import type { LoadStep } from '../contracts/step/step.js'
import { presentOrigin } from '../engine/planning/origin-of.js'
import { ConfigError } from '../faults/errors.js'

/**
 * Takes what is recorded under the scope `from` along to `step`: as if that had loaded it, into
 * the table that it now loads. `from` may be the step's own scope, if its table has another
 * name now. Cut short anywhere, it may be done again. Throws `ConfigError` if nothing is
 * recorded there, if something else is recorded of the step already, or if the step cuts units
 * in another way, so that what is recorded would mean nothing to it.
 *
 * @example
 * ```ts
 * await rename(step, 'daily/events-old')
 * ```
 */
export async function rename(step: LoadStep, from: string): Promise<void> {
  const { scope, journal } = step
  const isOwn = from === scope
  const old = isOwn ? journal : journal.under(from)
  const { empty, origin: recorded } = await old.open()
  if (empty) throw refusal(`Nothing is recorded for "${from}".`)
  const origin = await presentOrigin(step)
  if (recorded && recorded.way !== origin.way)
    throw refusal(
      `What is recorded of "${from}" was loaded by ${recorded.way}, and "${scope}" loads by ${origin.way}, which cannot use those records; forget them instead.`,
    )
  if (isOwn) return journal.upkeep.adopt(origin)
  const { empty: fresh } = await journal.open()
  if (fresh) await journal.upkeep.import(old.upkeep.marks(), origin)
  else if (!(await isSame(old.upkeep, journal.upkeep)))
    throw refusal(`"${scope}" already has records, which are not those of "${from}".`)
  // The last thing to do: until then both know all that was loaded.
  await old.upkeep.clear()
}

async function isSame(a: JournalUpkeep, b: JournalUpkeep): Promise<boolean> {
  const other = each(b.marks())
  for await (const { key, version } of each(a.marks())) {
    const { value } = await other.next()
    if (value?.key !== key || value.version !== version) return false
  }
  return (await other.next()).done === true
}

function refusal(message: string): ConfigError {
  return new ConfigError('CONFIG_INVALID', message)
}
