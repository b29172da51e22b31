import { fileURLToPath } from 'node:url'
import { isForeseen } from './failure.js'
import { importFrom } from './load-plugin.js'

/** A local S3 and a local Redshift that have been started. */
export interface RunningSandbox extends AsyncDisposable {
  /** The variables that lead a program to them. */
  readonly env: Readonly<Record<string, string>>
}

/** What is used of `@arbalest/sandbox`, which this package does not depend on: in production nobody needs it. */
export interface SandboxModule {
  /** Starts both servers; `data` keeps their state, `buckets` are folders by the name of the bucket. */
  startSandbox(options: {
    readonly data?: string
    readonly buckets?: Readonly<Record<string, string>>
  }): Promise<RunningSandbox>
}

const NAME = '@arbalest/sandbox'

/** The sandbox, as installed for the working folder, or else beside this command. Throws `PluginError` where it is not. */
export async function findSandbox(): Promise<SandboxModule> {
  try {
    return (await importFrom(`${process.cwd()}/`, NAME)) as SandboxModule
  } catch (error) {
    if (!isNotFound(error)) throw error
    return (await importFrom(fileURLToPath(import.meta.url), NAME).catch((own: unknown) => {
      throw isNotFound(own) ? error : own
    })) as SandboxModule
  }
}

function isNotFound(error: unknown): boolean {
  return isForeseen(error) && error.code === 'PLUGIN_NOT_FOUND'
}
