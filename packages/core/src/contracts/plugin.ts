import type { Journal } from './journal.js'
import type { Sink } from './sink.js'
import type { Source } from './source.js'
import type { Strategy } from './strategy.js'

/** What each kind of plugin makes. */
export interface Parts {
  readonly source: Source
  readonly strategy: Strategy
  readonly sink: Sink
  readonly journal: Journal
}

/** The kinds of plugins there are. */
export type PluginKind = keyof Parts

/** What a plugin may ask of the step it serves. */
export interface PluginContext {
  /** The name under which the step's marks stand: its pipeline's and its own. */
  readonly scope: string
  /** Aborted when the run is to end: whatever takes long should then stop, and roll back. */
  readonly signal: AbortSignal
  /** Tells the user of something odd that does not end the run, in one sentence. */
  notice(message: string): void
  /** Another part of the same step, made on first use. */
  get<K extends PluginKind>(kind: K): Parts[K]
}

/** The default export of a plugin package: a plain object that makes one kind of part. */
export interface Plugin<K extends PluginKind = PluginKind, Options = unknown> {
  readonly kind: K
  /** The package's own name, as errors cite it. */
  readonly name: string
  /**
   * Checks and completes what the user wrote under `with`; a sink's also finds the
   * step's `copy` there. Throws a `ConfigError` with all that is wrong. Does no I/O.
   */
  parse(options: unknown): Options
  /** Makes the part. Does no I/O: connections open on first use. */
  create(options: Options, context: PluginContext): Parts[K]
}

/** A plugin whose options only it knows the type of. */
// oxlint-disable-next-line typescript/no-explicit-any -- Options is both taken and given, so no type but any admits all.
export type AnyPlugin<K extends PluginKind = PluginKind> = Plugin<K, any>

/** Types a plugin's definition; returns it as it is. */
export function definePlugin<K extends PluginKind, Options>(plugin: Plugin<K, Options>): Plugin<K, Options> {
  return plugin
}
