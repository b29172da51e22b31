import { count } from '../amount.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { performOnStep } from '../journal-step.js'

/** Has the journal of a step forget units, so that the next run loads them again. */
export function journalForgetCommand(
  scope: string,
  keys: readonly string[],
  options: PipelineOptions,
): Promise<number> {
  return performOnStep(scope, options, async ({ journal }, output) => {
    const forgotten = await journal.forget(keys)
    const unknown = keys.filter((key) => !forgotten.includes(key))
    if (output.json) return output.object({ type: 'forgotten', scope, keys: forgotten, unknown })
    output.line(
      `${count(forgotten.length, 'unit')} of ${scope} forgotten; the next run loads what is there of them`,
    )
    for (const key of unknown) output.line(`  not recorded: ${key}`)
  })
}
