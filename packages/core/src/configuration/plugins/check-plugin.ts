import { PluginError } from '../../faults/errors.js'
import type { AnyPlugin, PluginKind } from '../../contracts/plugin.js'

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
