import { ConfigError, type LoadStep } from '@arbalest/core'
import type { PipelineOptions } from './pipeline-options.js'
import { loadPipelines } from './load-pipelines.js'
import type { Output } from './output.js'
import { perform } from './perform.js'

/**
 * Does `work` with the load step that is called `scope`, as `pipeline/step`, and
 * returns the exit code. What is wrong with it is told, as for any command.
 */
export function performOnStep(
  scope: string,
  { config: file, json = false }: PipelineOptions,
  work: (step: LoadStep, output: Output, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  return perform(json, async (output, signal) => {
    const [name = '', ...rest] = scope.split('/')
    const pipelines = await loadPipelines({ names: [name], file, signal }, output)
    for (await using pipeline of pipelines) {
      const step = pipeline.steps.find((each) => each.name === rest.join('/'))
      if (step?.kind !== 'load') throw unknownStep(scope, pipeline.steps.filter(isLoad))
      await work(step, output, signal)
    }
  })
}

function isLoad(step: { readonly kind: string }): boolean {
  return step.kind === 'load'
}

function unknownStep(scope: string, known: readonly { readonly scope: string }[]): ConfigError {
  const names = known.map((step) => `"${step.scope}"`).join(', ')
  return new ConfigError('CONFIG_INVALID', `There is no load step "${scope}"; there is ${names || 'none'}.`)
}
