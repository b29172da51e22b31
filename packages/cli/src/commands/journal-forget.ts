import { forget } from '@arbalest/core'
import { count } from '../words/amount.js'
import { performOnStep } from '../perform/perform-on-step.js'
import { printable } from '../words/printable.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'

/** Has the journal of a step forget units, so that the next run loads them again. */
export function journalForgetCommand(
  scope: string,
  keys: readonly string[],
  options: PipelineOptions,
): Promise<number> {
  return performOnStep(scope, options, async (step, output) => {
    const forgotten = await forget(step, keys)
    if (output.json) return output.object({ type: 'forgotten', scope, ...forgotten })
    const units = count(forgotten.keys.length, 'unit')
    output.line(`${units} of ${scope} forgotten; the next run loads what is there of them`)
    for (const key of forgotten.unknown) output.line(`  not recorded: ${printable(key)}`)
  })
}
