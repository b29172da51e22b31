import { fileURLToPath } from 'node:url'
import { isForeseen } from './failure.js'
import { importFrom } from './load-plugin.js'

/** The package `name`, as installed for the working folder, or else beside this command. Throws `PluginError` where it is not. */
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
  return isForeseen(error) && error.code === 'PLUGIN_NOT_FOUND'
}
