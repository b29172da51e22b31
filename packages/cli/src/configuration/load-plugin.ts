import { statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PluginError, type PluginLoader } from '@arbalest/core'
import { resolve } from 'import-meta-resolve'
import { installedPlugins } from './installed-plugins.js'
import { importModule, type Module } from './import-module.js'

/**
 * Imports plugins as the configuration file itself would: by the names of
 * packages installed for it, or by paths relative to it.
 */
export function pluginLoader(
  configurationFile: string,
): PluginLoader & Required<Pick<PluginLoader, 'installed'>> {
  return Object.assign((specifier: string) => importFrom(configurationFile, specifier), {
    installed: (kind: string) => installedPlugins(configurationFile, kind),
  })
}

/** Imports `specifier` as the file `from` would. Throws `PluginError` if it is not there, or fails. */
export async function importFrom(from: string, specifier: string): Promise<Module> {
  const url = locate(from, specifier)
  try {
    return await importModule(url)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new PluginError(
      'PLUGIN_INVALID',
      `"${specifier}" is installed, but failed while it was imported: ${reason}`,
      { cause },
    )
  }
}

function locate(from: string, specifier: string): string {
  let url: string
  try {
    url = resolve(specifier, pathToFileURL(from).href)
  } catch (cause) {
    throw new PluginError('PLUGIN_NOT_FOUND', whyNotFound(from, specifier, cause as NodeJS.ErrnoException))
  }
  if (url.startsWith('file:') && !statSync(new URL(url), { throwIfNoEntry: false })?.isFile()) {
    throw new PluginError(
      'PLUGIN_NOT_FOUND',
      `There is no file ${fileURLToPath(url)}, which "${specifier}" means in ${from}.`,
    )
  }
  return url
}

function whyNotFound(from: string, specifier: string, { code, message }: NodeJS.ErrnoException): string {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? []
  return code === 'ERR_MODULE_NOT_FOUND'
    ? `"${specifier}" is not installed where ${from} would find it; run: npm install ${name}`
    : `"${specifier}" cannot be imported: ${message}`
}
