import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { Journal } from './journal/journal.js'
import type { Observer } from './events/observer.js'
import type { Sink } from './sink/sink.js'
import type { Source } from './source/source.js'
import type { Strategy } from './strategy/strategy.js'

/** What each kind of plugin makes. */
export interface Parts {
  readonly source: Source
  readonly strategy: Strategy
  readonly sink: Sink
  readonly journal: Journal
  readonly observer: Observer
}

/** The kinds of plugins there are. */
export type PluginKind = keyof Parts

/** What a plugin may ask of the step it serves. */
export interface PluginContext {
  /** The name under which the step's marks stand: its pipeline's and its own. An observer serves a pipeline, and has its name here. */
  readonly scope: string
  /** The table that the step loads, as its target names it. Default: it loads none. */
  readonly table?: string | undefined
  /** Aborted when the run must end: whatever takes long should then stop, and roll back. */
  readonly signal: AbortSignal
  /** Reports to the user something odd that does not end the run, in one sentence. */
  notice(message: string): void
  /**
   * Reports a statement that was sent to a server, once it has ended, and how many milliseconds
   * it took. The text must hold no secret. Absent: nobody wants to know.
   */
  readonly trace?: ((statement: string, milliseconds: number) => void) | undefined
  /** Returns another part of the same step, made on first use. Throws `PluginError` if two parts need each other, or if there is no such part. */
  get<K extends PluginKind>(kind: K): Parts[K]
}

/**
 * A schema of options: any that is a Standard Schema with its JSON Schema interface
 * (https://standardschema.dev). What transforms a value does so in `create`, so that
 * what the schema describes is what a user writes. A secret is `writeOnly` in its JSON Schema.
 */
export type OptionsSchema<Options = unknown> = StandardSchemaV1<unknown, Options> &
  StandardJSONSchemaV1<unknown, Options>

/**
 * The default export of a plugin package: a plain object that makes one kind of part.
 *
 * @example
 * ```ts
 * export default definePlugin({
 *   kind: 'source',
 *   name: '@acme/arbalest-source-folder',
 *   options: optionsSchema(closedObject({ folder: v.string() })),
 *   create: ({ folder }) => new FolderSource(folder),
 * })
 * ```
 */
export interface Plugin<K extends PluginKind = PluginKind, Options = unknown> {
  readonly kind: K
  /** The package's own name, as errors cite it. */
  readonly name: string
  /** The schema of what the user writes under `with`; the kernel validates. A sink finds the step's `copy` there too. */
  readonly options: OptionsSchema<Options>
  /** What a target may say that only this sink knows. Default: nothing. Of no use to the other kinds. */
  readonly target?: TargetSchemas | undefined
  /**
   * Makes the part. Does no I/O: connections open on first use. Throws `ConfigError`, with
   * paths that start at the options, if they are not as they must be.
   */
  create(options: Options, context: PluginContext): Parts[K]
}

/** The schemas of what a target may say that only one sink knows, such as how rows are distributed. */
export interface TargetSchemas {
  /** Keys beside `table`. */
  readonly table: OptionsSchema<object>
  /** Keys beside a column's `type`. */
  readonly column: OptionsSchema<object>
}

/** A plugin whose options only it knows the type of. */
// oxlint-disable-next-line typescript/no-explicit-any -- Options is both taken and given, so no type but any admits all.
export type AnyPlugin<K extends PluginKind = PluginKind> = Plugin<K, any>

/**
 * Types a plugin's definition; returns it as it is.
 *
 * @example
 * ```ts
 * export default definePlugin({
 *   kind: 'strategy',
 *   name: '@acme/arbalest-strategy-newest',
 *   options: optionsSchema(closedObject({ suffix: v.optional(v.string()) })),
 *   create: (options) => new NewestStrategy(options),
 * })
 * ```
 */
export function definePlugin<K extends PluginKind, Options>(plugin: Plugin<K, Options>): Plugin<K, Options> {
  return plugin
}
