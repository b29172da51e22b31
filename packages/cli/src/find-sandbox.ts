import { fileURLToPath } from 'node:url'
import type { Module } from './import-module.js'
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

/** The sandbox, as installed for the working folder, or else beside this command. Throws `PluginError` where it is not. */
export async function findSandbox(): Promise<SandboxModule> {
  const name = '@arbalest/sandbox'
  const module: Module = await importFrom(`${process.cwd()}/`, name).catch((error: unknown) =>
    importFrom(fileURLToPath(import.meta.url), name).catch(() => {
      throw error
    }),
  )
  return module as SandboxModule
}
