import type { KnownOptions } from '../../contracts/known-plugins.js'
import type { AnyPlugin, Plugin, PluginKind } from '../../contracts/plugin.js'
import type {
  Configuration,
  GraphConfiguration,
  LoadConfiguration,
  SqlConfiguration,
} from './configuration.js'

/**
 * Types a configuration in JavaScript or TypeScript; returns it as it is. What stands under `with` and `copy` is typed
 * by the plugin that is used: one that is given itself, or the name of one that is in `KnownPlugins`.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@arbalest/core'
 * import folder from 'arbalest-sink-folder'
 *
 * export default defineConfig({ sink: { use: folder, with: { … } }, pipelines: { … } })
 * ```
 */
export function defineConfig<const C>(
  // C is inferred from the first branch; what was written is then checked against the second.
  configuration: [C] extends [never] ? C : TypedConfiguration<C>,
): Configuration {
  return configuration as Configuration
}

/** A configuration that uses the plugins which `C` uses, with the options that these have. */
type TypedConfiguration<C> = Omit<Configuration, 'sink' | 'journal' | 'observers' | 'pipelines'> &
  TypedDefaults<C> & {
    readonly observers?: TypedObservers<At<C, 'observers'>> | undefined
    readonly pipelines: TypedPipelines<At<C, 'pipelines'>, At<C, 'sink'>>
  }

/** The sink and the journal of all steps, or of one. */
interface TypedDefaults<C> {
  readonly sink?: TypedUse<'sink', At<C, 'sink'>> | undefined
  readonly journal?: TypedUse<'journal', At<C, 'journal'>> | undefined
}

type TypedObservers<Observers> = { readonly [I in keyof Observers]: TypedUse<'observer', Observers[I]> }

type TypedPipelines<Pipelines, Sink> = {
  readonly [P in keyof Pipelines]: Pipelines[P] extends readonly unknown[]
    ? TypedSteps<Pipelines[P], Sink>
    : TypedGraph<At<Pipelines[P], 'steps'>, Sink, keyof Pipelines>
}

/** A pipeline that comes after others, which are called `Names`. */
interface TypedGraph<Steps, Sink, Names> extends GraphConfiguration {
  readonly needs?: readonly (Names & string)[] | undefined
  readonly steps?: (TypedSteps<Steps, Sink> & GraphConfiguration['steps']) | undefined
}

type TypedSteps<Steps, Sink> = { readonly [S in keyof Steps]: TypedStep<Steps[S], Sink> }

type TypedStep<S, Sink> = S extends { readonly sql: unknown }
  ? Omit<SqlConfiguration, 'sink'> & Omit<TypedDefaults<S>, 'journal'>
  : Omit<LoadConfiguration, 'source' | 'strategy' | 'sink' | 'journal' | 'copy'> &
      TypedDefaults<S> & {
        readonly source: TypedUse<'source', At<S, 'source'>>
        readonly strategy: TypedUse<'strategy', At<S, 'strategy'>>
        readonly copy?: CopyOf<S extends { readonly sink: infer Own } ? Own : Sink> | undefined
      }

/** What `T` has under `Key`; unknown if it has nothing there. */
type At<T, Key extends string> = T extends { readonly [K in Key]: infer V } ? V : unknown

type TypedUse<K extends PluginKind, U> = U extends { readonly use: infer P }
  ? { readonly use: PluginOf<K, P> } & With<OptionsOf<K, P>>
  : Name<K>

type PluginOf<K extends PluginKind, P> = P extends AnyPlugin<K> ? P : Name<K>

/** A known name; or a package or the path of a module, which may hold a plugin that is not known. */
type Name<K extends PluginKind> = keyof KnownOptions<K> | `arbalest-${string}` | `${string}/${string}`

type OptionsOf<K extends PluginKind, P> =
  P extends Plugin<K, infer Options> ? Options : P extends string ? At<KnownOptions<K>, P> : unknown

type With<Options> = object extends Options
  ? { readonly with?: Options | undefined }
  : { readonly with: Options }

/** What a step may say of the copy of its sink: any part of what the sink's own options say of it. */
type CopyOf<SinkUse> =
  OptionsOf<'sink', SinkUse extends { readonly use: infer P } ? P : SinkUse> extends {
    readonly copy?: infer Copy
  }
    ? Parts<Copy>
    : Readonly<Record<string, unknown>>

type Parts<Copy> = Copy extends object ? Partial<Copy> : never
