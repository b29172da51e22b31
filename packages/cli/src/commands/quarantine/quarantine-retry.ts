import { counted } from '@arbalest/core/host'
import { retryQuarantined } from '@arbalest/core'
import { performOnStep } from '../../perform/perform-on-step.js'
import { printable } from '../../words/printable.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/** Has the next run try what is quarantined of a step under `keys`, all if there are no keys. */
export function quarantineRetryCommand(
  scope: string,
  keys: readonly string[],
  options: PipelineOptions,
): Promise<number> {
  return performOnStep(scope, options, async (step, output) => {
    const retried = await retryQuarantined(step, keys)
    output.wantsLook = retried.unknown.length > 0
    if (output.json) return output.object({ type: 'retried', scope, ...retried })
    output.line(
      `${counted(retried.keys.length, 'unit')} of ${scope} taken out of quarantine; the next run tries to load those that exist`,
    )
    for (const key of retried.unknown) output.line(`  not in quarantine: ${printable(key)}`)
  })
}
