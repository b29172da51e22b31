import type { Observer } from '../contracts/events/observer.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { Step } from '../contracts/step/step.js'
import { ConfigError, PluginError } from '../faults/errors.js'
import { Faults } from '../faults/faults.js'
import { didYouMean } from '../faults/meant-by.js'
import { assembleObservers } from './assemble-observers.js'
import { assembleStep, type Assembling } from './assemble-step.js'
import { checkFolders } from './check-folders.js'
import { checkTables } from './check-tables.js'
import { closeAll } from './close-all.js'
import type { Configuration } from './parsing/configuration.js'
import { parseConfiguration } from './parsing/parse-configuration.js'
import type { PluginLoader } from './plugin-loader.js'
import type { FileReader } from './sql-step.js'

/** What {@link assemble} needs besides a configuration. */
export interface AssembleOptions {
  /** Which pipelines to make, in this order. Default: all. */
  readonly names?: readonly string[] | undefined
  /** Imports the plugins that the configuration names. Default: it must give plugins themselves. */
  readonly loader?: PluginLoader | undefined
  /** Reads the files of SQL that the configuration names, as they stand when it is assembled. Default: it must hold the text itself. */
  readonly readFile?: FileReader | undefined
  /** Handed to every plugin: aborted when the run must end. */
  readonly signal?: AbortSignal | undefined
  /** Is given what plugins have to say of the step of this scope that does not end the run. Default: nobody hears it. */
  readonly notice?: ((scope: string, message: string) => void) | undefined
  /** Is given each statement that a part of the step of this scope has sent, and how many milliseconds it took. Default: nobody hears it. */
  readonly trace?: ((scope: string, statement: string, milliseconds: number) => void) | undefined
}

/** The pipelines of a configuration, ready to run. To close it closes all that they use, whichever fails. */
export interface Assembly extends AsyncDisposable {
  readonly pipelines: readonly Pipeline[]
  /** Whether values of the data may be printed. Absent: only to a terminal. */
  readonly showValues?: boolean | undefined
  /** Returns each text of the configuration that stands where the schema of a plugin's options has a secret. */
  secrets(): readonly string[]
}

/**
 * Returns the pipelines of a configuration, ready to run. Connects to nothing. Throws one
 * `ConfigError` with all that is wrong, the plugins' options included; or the
 * `PluginError` if that is all.
 *
 * @example
 * ```ts
 * await using assembly = await assemble(configuration)
 * for await (const event of run(assembly.pipelines)) console.log(event.type)
 * ```
 */
export async function assemble(
  value: unknown,
  {
    names = [],
    loader = noLoader,
    readFile,
    signal = new AbortController().signal,
    notice = () => {},
    trace,
  }: AssembleOptions = {},
): Promise<Assembly> {
  const configuration = parseConfiguration(value)
  const faults = new Faults()
  const made: AsyncDisposable[] = []
  const secrets: (() => readonly string[])[] = []
  const close = () => closeAll(made.splice(0))
  try {
    const pipelines: Pipeline[] = []
    for (const name of choose(configuration, names))
      pipelines.push(
        await pipelineOf(name, {
          configuration,
          pipeline: name,
          loader,
          readFile,
          signal,
          notice,
          trace,
          faults,
          made,
          secrets,
        }),
      )
    if (faults.count === 0) {
      checkFolders(pipelines, faults)
      checkTables(pipelines, faults)
    }
    faults.throwIfAny()
    return {
      pipelines,
      showValues: configuration.showValues,
      secrets: () => secrets.flatMap((find) => find()),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    // What was made to be asked is not going to be used; what keeps it from closing must not hide the error.
    await close().catch(() => {})
    throw error
  }
}

async function pipelineOf(name: string, assembling: Assembling): Promise<Pipeline> {
  const steps: Step[] = []
  for (const [index, step] of assembling.configuration.pipelines[name]!.entries())
    steps.push(await assembleStep(step, ['pipelines', name, index], assembling))
  const observers: readonly Observer[] = await assembleObservers(assembling)
  return { name, steps, observers }
}

function choose({ pipelines }: Configuration, names: readonly string[]): readonly string[] {
  const known = Object.keys(pipelines)
  if (names.length === 0) return known
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return [...new Set(names)]
  throw new ConfigError(
    'CONFIG_INVALID',
    unknown.map((name) => ({
      path: ['pipelines'],
      message: `There is no pipeline "${name}"; there is ${known.map((each) => `"${each}"`).join(', ')}.${didYouMean(name, known)}`,
    })),
  )
}

const noLoader: PluginLoader = async (specifier) => {
  throw new PluginError(
    'PLUGIN_NOT_FOUND',
    `"${specifier}" is the name of a package, and nobody said how packages are imported; give the plugin itself under use, or a loader to assemble().`,
  )
}
