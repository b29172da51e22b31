import type { Rejection } from '../../faults/rejection.js'
import type { Target } from '../../tables/target/target.js'
import type { BadRows, KeptRow } from './rejects.js'
import type { LedgerEntry } from './ledger.js'
import type { Mark, MarkChange, Origin } from './mark.js'
import type { Merged, MergeOptions } from './merge.js'
import type { Source, SourceObject } from '../source/source.js'
import type { Statement } from './statement.js'

/** For what a transaction is opened. */
export interface TransactionContext {
  /** The name under which marks stand, and under which no two transactions run at one time. */
  readonly scope: string
  /**
   * How rows are loaded; marks that are set are given it. If it names no identity, the
   * sink adds that of the table, if it knows it and the table has a row by then. Absent: a mark
   * that is changed keeps the origin it had.
   */
  readonly origin?: Origin | undefined
  /** Where the objects come from, for a sink that must read them itself. Absent: nothing is loaded. */
  readonly source?: Pick<Source, 'open' | 'url'> | undefined
  /** Which rows that do not fit are left out. Default: none. Given only to a sink whose powers say `rejects`. */
  readonly badRows?: BadRows | undefined
}

/** The rows whose `column` is at least `from` and, if there is a `to`, less than that. */
export interface RowRange {
  readonly column: string
  readonly from: string
  readonly to?: string | undefined
}

/** How rows replace others. */
export interface ReplaceOptions {
  /** The column in whose order rows are inserted. Default: any order. */
  readonly sortedBy?: string | undefined
  /** What becomes of staged rows outside the range, those with no value there included. Default: `refuse`. */
  readonly outside?: 'refuse' | 'leave out' | undefined
}

/** What a replacement did. */
export interface Replaced {
  /** Staged rows that were left out, as they lie outside the range. */
  readonly outside: number
}

/** The rows that did not fit their table, if that was no failure. */
export interface Rejected {
  /** How many there are. */
  readonly rejected: number
  /** Which they are, as many as the sink reports. Default: none. */
  readonly rejections?: readonly Rejection[] | undefined
}

/** What a copy did; rows that did not fit were left out, if the user allowed that. */
export interface Copied extends Rejected {
  /** Rows added. */
  readonly rows: number
  /**
   * How many lines, or whatever the sink counts while it reads, are in neither figure. It is a
   * hint that rows may be missing, and no proof: a line is not a row. Default: 0, or not known.
   */
  readonly unaccounted?: number | undefined
  /** Rows added from each object, by its URL, if the sink knows. */
  readonly rowsByObject?: ReadonlyMap<string, number> | undefined
}

/** What a statement of the user's did. */
export interface Executed {
  /** Rows that it left out, as they did not fit and the statement allows for that. */
  readonly rejected: number
}

/**
 * All that a strategy can do to a sink.
 *
 * @example
 * ```ts
 * const staged = await tx.stage(target)
 * const copied = await tx.copy(staged, objects)
 * await tx.replace(target, staged)
 * ```
 */
export interface Transaction {
  /** Makes an empty table of `target`'s shape, which is gone when the transaction ends. */
  stage(target: Target): Promise<Target>
  /**
   * Adds the rows of `objects` to `into`, which is made if it is missing. A column of `into` that
   * has a constant gets that in each of these rows, read as text of its type. Rows that
   * do not fit are left out, as many as `badRows` of the context allows; throws `LoadError` if there are more.
   */
  copy(into: Target, objects: readonly SourceObject[]): Promise<Copied>
  /**
   * Makes the rows of `staged` those of `target`, or those of `target` in
   * `range`; `staged` is gone afterwards. Throws `SinkError` if a row of
   * `staged` lies outside `range`, as a later replacement would not find it;
   * or leaves such rows out, if the options say so.
   */
  replace(target: Target, staged: Target, range?: RowRange, options?: ReplaceOptions): Promise<Replaced>
  /**
   * Changes marks under the transaction's scope. Throws `ConflictError` if a
   * mark is no longer as the caller last saw it: another run has been there.
   */
  mark(changes: readonly MarkChange[]): Promise<void>
  /**
   * Yields the marks under the transaction's scope, in pages, as they now are: nobody else changes them
   * until it ends. By it, all marks are forgotten with the rows that they stand for, whatever another run has
   * recorded meanwhile.
   */
  marks(): AsyncIterable<readonly Mark[]>
  /** Runs one SQL statement of the user's, with its values bound or safely quoted. Returns nothing if it left out no rows. */
  execute(statement: Statement): Promise<Executed | void>
  /**
   * Merges the rows of `staged` into `target`, which is made if it is missing, by key; `staged` is
   * gone afterwards. Throws `SinkError` with the code `KEY_INVALID` if a staged row has no value in
   * a column of the key, or if two have one key, unless one is later or they are the same. Present if the sink's powers say `merge`.
   */
  merge?(target: Target, staged: Target, options: MergeOptions): Promise<Merged>
  /** Notes in the sink's ledger what the transaction loads. Present if the sink's powers say `ledger`. */
  note?(entry: LedgerEntry): Promise<void>
  /**
   * Keeps rows that did not fit beside the table, in place of those that were kept of `units`; of all
   * units of the scope, if they are `all`. Present if the sink's powers say `rejects`.
   */
  keep?(rows: readonly KeptRow[], units: readonly string[] | 'all'): Promise<void>
}
