import { fileURLToPath } from 'node:url'
import { isArbalestError } from '@arbalest/core'
import { importFrom } from './load-plugin.js'

/** The package `name`, as installed for the working folder, or else beside this command. Throws `PluginError` if it is not. */
export async function findModule<M>(name: string): Promise<M> {
  try {
    return (await importFrom(`${process.cwd()}/`, name)) as M
  } catch (error) {
    if (!isNotFound(error)) throw error
    return (await importFrom(fileURLToPath(import.meta.url), name).catch((own: unknown) => {
      throw isNotFound(own) ? error : own
    })) as M
  }
}

function isNotFound(error: unknown): boolean {
  return isArbalestError(error) && error.code === 'PLUGIN_NOT_FOUND'
}
