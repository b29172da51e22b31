import type { PluginKind } from '../../contracts/plugin.js'

/** Imports the plugins that a configuration names. */
export interface PluginLoader {
  /** Returns the module that the name of a package, or a path, stands for. Throws `PluginError` if there is none. */
  (specifier: string): Promise<unknown>
  /** Returns the names, as they are written under `use`, of all plugins of a kind that can be imported. Default: not known. */
  readonly installed?: (kind: PluginKind) => Promise<readonly string[]>
}
