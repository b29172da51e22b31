import { rename } from '@arbalest/core'
import { performOnStep } from '../../perform/perform-on-step.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/** Takes what is recorded under `from` along to the step `scope`, so that it is not loaded again. */
export function journalRenameCommand(from: string, scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output) => {
    await rename(step, from)
    if (output.json) return output.object({ type: 'renamed', scope, from, table: step.target.table })
    output.line(`the records of ${from} now belong to ${scope}, as loaded into "${step.target.table}"`)
  })
}
