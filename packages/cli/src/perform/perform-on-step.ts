import { ConfigError, type LoadStep, type Step } from '@arbalest/core'
import type { Output } from '../output/output.js'
import { performOnPipelines } from './perform-on-pipelines.js'
import type { PipelineOptions } from './pipeline-options.js'

/**
 * Does `work` with the load step that is called `scope`, as `pipeline/step`, and
 * returns the exit code. What is wrong with it is reported, as for any command.
 */
export function performOnStep(
  scope: string,
  options: PipelineOptions,
  work: (step: LoadStep, output: Output, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  return performOnPipelines([scope], options, async (pipelines, output, signal) => {
    const steps = pipelines.flatMap((pipeline) => pipeline.steps).filter(isLoad)
    const step = steps.find((each) => each.scope === scope)
    if (!step) throw unknownStep(scope, steps)
    await work(step, output, signal)
  })
}

function isLoad(step: Step): step is LoadStep {
  return step.kind === 'load'
}

function unknownStep(scope: string, known: readonly LoadStep[]): ConfigError {
  const names = known.map((step) => `"${step.scope}"`).join(', ')
  return new ConfigError('CONFIG_INVALID', `There is no load step "${scope}"; there is ${names || 'none'}.`)
}
