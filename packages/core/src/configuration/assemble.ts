import { ConfigError } from '../faults/errors.js'
import { Faults } from '../faults/faults.js'
import type { PluginLoader } from './plugin-loader.js'
import type { Pipeline } from '../engine/step.js'
import { assembleStep, type AssembledStep } from './assemble-step.js'
import type { Configuration } from './configuration.js'
import { parseConfiguration } from './parse-configuration.js'

/** What {@link assemble} needs besides a configuration. */
export interface AssembleOptions {
  /** Which pipelines to make, in this order; all unless given. */
  readonly names?: readonly string[] | undefined
  /** Imports the plugins that the configuration names. */
  readonly loader: PluginLoader
  /** Handed to every plugin: aborted when the run is to end. */
  readonly signal: AbortSignal
  /** Told what plugins have to say of the step of this scope that does not end the run; unheard unless given. */
  readonly notice?: ((scope: string, message: string) => void) | undefined
}

/**
 * The pipelines of a configuration, ready to run. Connects to nothing. Throws one
 * `ConfigError` with all that is wrong, the plugins' options included; or the
 * `PluginError` where that is all.
 */
export async function assemble(
  value: unknown,
  { names = [], loader, signal, notice = () => {} }: AssembleOptions,
): Promise<Pipeline[]> {
  const configuration = parseConfiguration(value)
  const faults = new Faults()
  const pipelines: Pipeline[] = []
  for (const name of choose(configuration, names)) {
    const assembly = { configuration, pipeline: name, loader, signal, notice, faults }
    const steps: AssembledStep[] = []
    for (const [index, step] of configuration.pipelines[name]!.entries()) {
      steps.push(await assembleStep(step, `pipelines.${name}[${index}]`, assembly))
    }
    pipelines.push(pipelineOf(name, steps))
  }
  // What has been made to be asked is not going to be used.
  if (faults.count > 0) for (const pipeline of pipelines) await pipeline[Symbol.asyncDispose]()
  faults.throwIfAny()
  return pipelines
}

function pipelineOf(name: string, steps: readonly AssembledStep[]): Pipeline {
  return {
    name,
    steps: steps.map(({ step }) => step),
    async [Symbol.asyncDispose]() {
      for (const { parts } of steps.toReversed()) await parts[Symbol.asyncDispose]()
    },
  }
}

function choose({ pipelines }: Configuration, names: readonly string[]): readonly string[] {
  const known = Object.keys(pipelines)
  if (names.length === 0) return known
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return [...new Set(names)]
  throw new ConfigError(
    'CONFIG_INVALID',
    unknown.map((name) => ({
      place: 'pipelines',
      message: `There is no pipeline "${name}"; there is ${known.map((each) => `"${each}"`).join(', ')}.`,
    })),
  )
}
