import type { Rejection } from '../faults/rejection.js'
import type { SinkSchema } from './sink-schema.js'
import type { Statement } from './statement.js'
import type { SourceObject } from './source.js'
import type { Target } from '../tables/target.js'

/** The rows whose `column` is at least `from` and, where there is a `to`, less than that. */
export interface Range {
  readonly column: string
  readonly from: string
  readonly to?: string | undefined
}

/** How rows replace others. */
export interface ReplaceOptions {
  /** The column in whose order rows are inserted; any order unless given. */
  readonly sortedBy?: string | undefined
  /** What becomes of staged rows outside the range, those with no value there included: `refuse` unless given. */
  readonly outside?: 'refuse' | 'leave out' | undefined
}

/** What a replacement did. */
export interface Replaced {
  /** Staged rows that were left out, as they lie outside the range. */
  readonly outside: number
}

/** A commit marker: `key` has been loaded at `version`. */
export interface Mark {
  readonly key: string
  readonly version: string
}

/** A mark as it shall stand from now on. */
export interface MarkChange {
  readonly key: string
  /** Null takes the mark away. */
  readonly version: string | null
  /** The version at which the caller last saw the mark, if there was one. */
  readonly previous?: string | undefined
}

/** The rows that did not fit their table, where that was no failure. */
export interface Rejected {
  /** How many they are. */
  readonly rejected: number
  /** Which they are, as many as the sink tells of; none unless there are any. */
  readonly rejections?: readonly Rejection[] | undefined
}

/** What a copy did; rows that did not fit were left out, where the user allowed that. */
export interface Copied extends Rejected {
  /** Rows added. */
  readonly rows: number
}

/** A place that rows are loaded into, and that remembers what it was given. */
export interface Sink extends AsyncDisposable {
  /** What it can tell of its tables; none unless it has tables to tell of. */
  readonly schema?: SinkSchema
  /** What it is called in messages, such as `redshift://host:5439/dev`; holds no secret. */
  readonly url: string
  /** Throws `ConfigError` where it cannot load into `target`, before anything is connected to. */
  check?(target: Target): void
  /** The marks under `scope` as they now stand, in ascending `compareKeys` order. Changes nothing. */
  marks(scope: string): AsyncIterable<Mark>
  /**
   * Commits what `work` did, or, where `work` throws, none of it. Transactions
   * of one scope run one at a time, whichever processes begin them.
   */
  transaction<T>(scope: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Does `work` as a transaction would, as far as that changes nothing that stays: no
   * row is loaded, no table kept, no mark set or compared. Tables that a verb makes are
   * there for those after it; rows that one adds may not be. Answers the rows that would
   * be refused, whatever the user allows, and throws what else is wrong, or what it cannot
   * go on past. Neither waits for a transaction of the scope nor holds one up, unless both
   * make the same table or run statements on it. None unless the sink can try a load
   * without loading.
   */
  rehearse?(scope: string, work: (tx: Transaction) => Promise<void>): Promise<Rejected>
}

/** All that a strategy can do to a sink. */
export interface Transaction {
  /** Makes an empty table of `target`'s shape, which is gone when the transaction ends. */
  stage(target: Target): Promise<Target>
  /**
   * Adds the rows of `objects` to `into`, which is made if it is missing. Throws
   * `LoadError` where a row does not fit and the user has not allowed for it.
   */
  copy(into: Target, objects: readonly SourceObject[]): Promise<Copied>
  /**
   * Makes the rows of `staged` those of `target`, or those of `target` in
   * `range`; `staged` is gone afterwards. Throws `SinkError` where a row of
   * `staged` lies outside `range`, as a later replacement would not find it;
   * or leaves such rows out, where the options say so.
   */
  replace(target: Target, staged: Target, range?: Range, options?: ReplaceOptions): Promise<Replaced>
  /**
   * Changes marks under the transaction's scope. Throws `ConflictError` where a
   * mark is no longer as the caller last saw it: another run has been there.
   */
  mark(changes: readonly MarkChange[]): Promise<void>
  /** Runs one SQL statement of the user's, with its values bound or safely quoted. */
  execute(statement: Statement): Promise<void>
}
