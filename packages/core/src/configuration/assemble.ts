import type { Pipeline } from '../contracts/pipeline.js'
import { PluginError } from '../faults/errors.js'
import { Faults } from '../faults/faults.js'
import { assembleObservers } from './assemble-observers.js'
import { assembleStep, type PlacedStep } from './assemble-step.js'
import { checkFolders } from './check-folders.js'
import { checkTables } from './check-tables.js'
import { choose } from './choose.js'
import { closeAll } from './close-all.js'
import { parseConfiguration } from './parsing/parse-configuration.js'
import type { PluginLoader } from './plugins/plugin-loader.js'
import type { FileReader } from './sql-step.js'

/** What {@link assemble} needs besides a configuration. */
export interface AssembleOptions {
  /**
   * Which pipelines to make: their names, each with all that it needs before it; or
   * `pipeline/step` for this step of it, which needs nothing else. Default: all.
   */
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
    const placed: PlacedStep[] = []
    const common = { configuration, loader, readFile, signal, notice, trace, faults, made, secrets }
    for (const { name, needs, steps } of choose(configuration, names)) {
      const assembling = { ...common, pipeline: name }
      const own: PlacedStep[] = []
      for (const { given, path } of steps)
        own.push({ path, step: await assembleStep(given, path, assembling) })
      placed.push(...own)
      const observers = await assembleObservers(assembling)
      pipelines.push({ name, needs, steps: own.map(({ step }) => step), observers })
    }
    if (faults.count === 0) {
      checkFolders(placed, faults)
      checkTables(placed, faults)
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

const noLoader: PluginLoader = async (specifier) => {
  throw new PluginError(
    'PLUGIN_NOT_FOUND',
    `"${specifier}" is the name of a package, and assemble() has no loader that imports packages: give it one, or give the plugin itself under use.`,
  )
}
