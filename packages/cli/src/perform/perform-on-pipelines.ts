import type { Pipeline } from '@arbalest/core'
import { loadPipelines } from '../configuration/load-pipelines.js'
import type { Output } from '../output/output.js'
import { perform } from './perform.js'
import type { PipelineOptions } from './pipeline-options.js'

/**
 * Does `work` with the pipelines `names`, all if there are no names, and returns the exit code.
 * What is wrong with them is reported, as for any command; what was opened is closed.
 */
export function performOnPipelines(
  names: readonly string[],
  { config: file, json = false }: PipelineOptions,
  work: (pipelines: readonly Pipeline[], output: Output, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  return perform(json, async (output, signal) => {
    await using assembly = await loadPipelines({ names, file, signal }, output)
    await work(assembly.pipelines, output, signal)
  })
}
