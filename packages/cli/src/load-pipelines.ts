import { assemble, ConfigError, PluginError, type Fault, type Pipeline } from '@arbalest/core'
import { findConfiguration } from './find-configuration.js'
import { hideSecrets } from './hide-secrets.js'
import { pluginLoader } from './load-plugin.js'
import type { Output } from './output.js'
import { resolveReferences } from './references.js'

/** Which pipelines are wanted, and from where. */
export interface Wanted {
  /** Their names; all unless any is given. */
  readonly names: readonly string[]
  /** The configuration file; searched for unless given. */
  readonly file: string | undefined
  /** Handed to every plugin. */
  readonly signal: AbortSignal
}

/**
 * The pipelines that the configuration describes, ready to run. From then on
 * `output` hides its secrets, and has what plugins notice. Throws one `ConfigError` with all that is wrong.
 */
export async function loadPipelines({ names, file, signal }: Wanted, output: Output): Promise<Pipeline[]> {
  const found = await findConfiguration(file)
  output.configurationFile = found.file
  const { value, variables, faults } = resolveReferences(found.value, process.env)
  hideSecrets(output.mask, found.value, variables, process.env)
  const relevant = faults.filter(({ place }) => concerns(place, names))
  let further: readonly Fault[] = []
  try {
    const notice = (scope: string, message: string): void => output.notice(scope, message)
    const pipelines = await assemble(value, { names, signal, loader: pluginLoader(found.file), notice })
    if (relevant.length === 0) return pipelines
  } catch (error) {
    if (relevant.length === 0) throw error
    further = furtherFaults(error, relevant)
  }
  throw new ConfigError('CONFIG_INVALID', [...relevant, ...further])
}

/** Whether `place` is of importance when only the pipelines `names` are run. */
function concerns(place: string, names: readonly string[]): boolean {
  if (names.length === 0 || !place.startsWith('pipelines.')) return true
  return names.some((name) => place.startsWith(`pipelines.${name}[`))
}

/** What else is wrong: a plugin's words on a reference that stands for nothing tell nothing new. */
function furtherFaults(error: unknown, known: readonly Fault[]): readonly Fault[] {
  if (error instanceof PluginError) return [{ place: '', message: error.message }]
  if (!(error instanceof ConfigError)) throw error
  return error.faults.filter(({ place }) => !known.some((fault) => fault.place === place))
}
