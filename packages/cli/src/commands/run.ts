import { run } from '@arbalest/core'
import { performOnPipelines } from '../perform-on-pipelines.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { reporterFor } from '../reporters/reporter-for.js'

/** Runs the pipelines `names`, all if there are no names, one after the other up to the first that fails. */
export function runCommand(names: readonly string[], options: PipelineOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    using reporter = await reporterFor(output)
    const notice = (pipeline: string, message: string): void => output.notice(pipeline, message)
    for await (const event of run(pipelines, { signal, notice })) reporter.report(event)
  })
}
