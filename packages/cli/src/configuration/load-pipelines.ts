import {
  assemble,
  ConfigError,
  isConfigError,
  isPluginError,
  type AssembleOptions,
  type Assembly,
  type Fault,
} from '@arbalest/core'
import { formatPath, type FaultPath } from '@arbalest/core/host'
import { findConfiguration, type FoundConfiguration } from './find-configuration.js'
import { hideSecrets, hideSecretsOfSql, showOpen } from './hide-secrets.js'
import { pluginLoader } from './load-plugin.js'
import { locateFaults } from './locate-faults.js'
import type { Output } from '../output/output.js'
import { sqlFileReader } from './read-sql-file.js'
import { resolveReferences } from './references.js'
import { wantedPipelines } from './wanted-pipelines.js'

/** Which pipelines are wanted, and from where. */
export interface Wanted {
  /** Their names, or `pipeline/step` for one step alone. Empty: all. */
  readonly names: readonly string[]
  /** The configuration file; undefined: it is searched for. */
  readonly file: string | undefined
  /** Handed to every plugin. */
  readonly signal: AbortSignal
  /** Whether each statement that a plugin sends is printed. Default: false. */
  readonly trace?: boolean
}

/**
 * Returns the pipelines that the configuration describes, ready to run. From then on
 * `output` hides its secrets, and shows what plugins notice. Throws one `ConfigError` with all that is wrong.
 */
export async function loadPipelines(wanted: Wanted, output: Output): Promise<Assembly> {
  const found = await findConfiguration(wanted.file)
  output.configurationFile = found.file
  try {
    return await assembleFound(found, wanted, output)
  } catch (error) {
    throw await locateFaults(error, found)
  }
}

async function assembleFound(
  found: FoundConfiguration,
  { names, signal, trace = false }: Wanted,
  output: Output,
): Promise<Assembly> {
  const { value, variables, faults } = resolveReferences(found.value, process.env)
  hideSecrets(output.mask, found.value, variables)
  const pipelines = wantedPipelines(value, names)
  const relevant = faults.filter(({ path }) => concerns(path, pipelines))
  const notice = (scope: string, message: string): void => output.notice(scope, message)
  const readSql = sqlFileReader(found.file)
  const readFile = async (path: string): Promise<string> => {
    const text = await readSql(path)
    hideSecretsOfSql(output.mask, text)
    return text
  }
  const options: AssembleOptions = {
    names,
    signal,
    loader: pluginLoader(found.file),
    readFile,
    notice,
    ...(trace && { trace: output.statement.bind(output) }),
  }
  if (relevant.length === 0) {
    const assembly = await assemble(value, options)
    output.showValues = assembly.showValues
    if (variables.size > 0)
      showOpen(output.mask, { unresolved: found.value, resolved: value, variables }, () => assembly.secrets())
    return assembly
  }
  let further: readonly Fault[] = []
  try {
    await using _ = await assemble(value, options)
  } catch (error) {
    further = furtherFaults(error, relevant)
  }
  throw new ConfigError('CONFIG_INVALID', [...relevant, ...further])
}

/** Returns whether what stands at `path` matters when only `pipelines` are run, or all. */
function concerns([top, pipeline]: FaultPath, pipelines: ReadonlySet<string> | undefined): boolean {
  return pipelines === undefined || top !== 'pipelines' || pipelines.has(String(pipeline))
}

/** Returns what else is wrong: a plugin's words on a reference that stands for nothing say nothing new. */
function furtherFaults(error: unknown, known: readonly Fault[]): readonly Fault[] {
  if (isPluginError(error)) return [{ path: [], message: error.message }]
  if (!isConfigError(error)) throw error
  const places = new Set(known.map(({ path }) => formatPath(path)))
  return error.faults.filter(({ path }) => !places.has(formatPath(path)))
}
