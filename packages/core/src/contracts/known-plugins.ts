import type { AnyPlugin, Plugin, PluginKind } from './plugin.js'

/**
 * The plugins of which `defineConfig` knows the options, by the names of their packages. A package
 * adds its own by declaration merging, which acts in each program that imports the package, even if only
 * by `import type {} from '@acme/arbalest-source-folder'`.
 *
 * @example
 * ```ts
 * declare module '@arbalest/core/plugin' {
 *   interface KnownPlugins {
 *     readonly '@acme/arbalest-source-folder': Plugin<'source', FolderOptions>
 *   }
 * }
 * ```
 */
export interface KnownPlugins {}

/** The options of each known plugin of a kind, by every name that a configuration may call it. */
export type KnownOptions<K extends PluginKind> = {
  readonly [
    Name in keyof KnownPlugins as KnownPlugins[Name] extends AnyPlugin<K> ? Name | WordFor<K, Name> : never
  ]: KnownPlugins[Name] extends Plugin<K, infer Options> ? Options : never
}

/** The word that stands for a package: `files` for `@arbalest/source-files` and for `arbalest-source-files`. */
type WordFor<K extends PluginKind, Name> = Name extends
  `@arbalest/${K}-${infer Word}` | `arbalest-${K}-${infer Word}`
  ? Word
  : never
