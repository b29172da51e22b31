import { PluginError } from '../faults/errors.js'
import type { AnyPlugin, PluginKind } from '../contracts/plugin.js'
import { bulk, manifest, sinkJournal } from '../built-in/plugins.js'

/** Imports the module that a package name or path stands for, or throws `PluginError`. */
export type PluginLoader = (specifier: string) => Promise<unknown>

const BUILT_IN: readonly AnyPlugin[] = [bulk, manifest, sinkJournal]

/** Returns the package that `use` stands for: for a source `s3` is `@arbalest/source-s3`; all but a bare word is itself. */
function packageName(kind: PluginKind, use: string): string {
  return /^[a-z0-9-]+$/.test(use) ? `@arbalest/${kind}-${use}` : use
}

/** Returns the plugin of this `kind` that the user calls `use`; throws `PluginError` if there is none. */
export async function findPlugin<K extends PluginKind>(
  kind: K,
  use: string,
  loader: PluginLoader,
): Promise<AnyPlugin<K>> {
  const specifier = packageName(kind, use)
  const builtIn = BUILT_IN.find((plugin) => plugin.kind === kind && plugin.name === specifier)
  if (builtIn) return builtIn as AnyPlugin<K>
  const module = (await loader(specifier)) as { readonly default?: unknown }
  return checkPlugin(kind, module.default, specifier)
}

/** Returns `plugin`, if it is one of this kind; throws `PluginError` if it is not. */
export function checkPlugin<K extends PluginKind>(kind: K, plugin: unknown, name: string): AnyPlugin<K> {
  const given = (plugin ?? {}) as Partial<AnyPlugin>
  if (
    typeof given.options !== 'object' ||
    typeof given.options['~standard']?.validate !== 'function' ||
    typeof given.options['~standard'].jsonSchema?.input !== 'function' ||
    typeof given.create !== 'function' ||
    typeof given.name !== 'string'
  ) {
    throw new PluginError(
      'PLUGIN_INVALID',
      `"${name}" is not a plugin: its default export needs a kind, a name, options (a Standard Schema with its JSON Schema) and create().`,
    )
  }
  if (given.kind !== kind) {
    throw new PluginError('PLUGIN_INVALID', `"${name}" is a ${given.kind} and cannot be used as a ${kind}.`)
  }
  return given as AnyPlugin<K>
}
