import { run } from '@arbalest/core'
import type { PipelineOptions } from '../pipeline-options.js'
import { loadPipelines } from '../load-pipelines.js'
import { perform } from '../perform.js'
import { reporterFor } from '../reporters/reporter.js'

/** Runs the pipelines `names`, all unless any is given, one after the other up to the first that fails. */
export function runCommand(
  names: readonly string[],
  { config: file, json = false }: PipelineOptions,
): Promise<number> {
  return perform(json, async (output, signal) => {
    const pipelines = await loadPipelines({ names, file, signal }, output)
    using reporter = await reporterFor(output)
    for (await using pipeline of pipelines) {
      for await (const event of run(pipeline, { signal })) reporter.report(event, pipeline.name)
    }
  })
}
