import type { Difference } from '../tables/difference.js'
import type { Statement } from './statement.js'
import type { Target } from '../tables/target.js'

/** What a sink can tell of its tables, and do to them, where it has tables to tell of. */
export interface SinkSchema {
  /** The statements that make `target` where it is missing, laid out for a person to read. Does no I/O. */
  create(target: Target): readonly Statement[]
  /** The columns that `table` has, in order; undefined where there is no such table. */
  columns(table: string): Promise<readonly TableColumn[] | undefined>
  /** How `table` is stored; undefined where there is no such table, or it does not tell. */
  storage(table: string): Promise<TableStorage | undefined>
  /**
   * The statements that a person would run, in this order and outside of any transaction,
   * to take `differences` away from the table of `target`, and keep its rows. None for what
   * a run does by itself, or for what is harmless and takes more than to alter the table;
   * none at all where they could not keep what the table holds. Changes nothing.
   */
  alter(target: Target, differences: readonly Difference[]): Promise<readonly Statement[]>
  /**
   * Adds to the table the columns that `columnsToAdd` says, each by itself and outside of
   * any transaction, and answers the names of those it has added. A table that is missing
   * is left to be made. Safe to repeat, and for several processes to do at once.
   */
  evolve(target: Target): Promise<readonly string[]>
}

/** A column of a table that is there. */
export interface TableColumn {
  readonly name: string
  /** As `parseColumnType` returns it; as the sink tells it, where that is no type of a target's. */
  readonly type: string
  /** Whether it must have a value. */
  readonly notNull: boolean
  /** Whether a row that is given none gets one. */
  readonly hasDefault: boolean
}

/** How a table that is there is stored. */
export interface TableStorage {
  readonly distStyle?: 'auto' | 'even' | 'all' | 'key' | undefined
  /** The column that rows are distributed by, where the style is `key`. */
  readonly distKey?: string | undefined
  /** The columns that rows are sorted by; none where they are not. */
  readonly sortKey: readonly string[]
  readonly sortStyle?: 'compound' | 'interleaved' | undefined
  /** The encoding of each column, by its name. */
  readonly encodings: ReadonlyMap<string, string>
}
