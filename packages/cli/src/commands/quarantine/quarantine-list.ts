import { counted } from '@arbalest/core/host'
import { quarantined } from '@arbalest/core'
import { performOnPipelines } from '../../perform/perform-on-pipelines.js'
import { printable } from '../../words/printable.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/** Prints what is quarantined of each load step of the pipelines `names`, all if there are no names, and why. Changes nothing. */
export function quarantineListCommand(names: readonly string[], options: PipelineOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    for (const step of pipelines.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'load') continue
      const { scope } = step
      let units = 0
      for await (const { key, version, reason = '' } of quarantined(step)) {
        signal.throwIfAborted()
        units++
        if (output.json) output.object({ type: 'quarantined', scope, key, version, reason })
        else output.line(`${scope}\t${printable(key)}\t${printable(reason)}`)
      }
      output.progress(`${counted(units, 'unit')} of ${scope} in quarantine`)
    }
  })
}
