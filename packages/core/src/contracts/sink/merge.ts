/** How staged rows are merged into a table by key. */
export interface MergeOptions {
  /** The columns that make a row's key; at least one. */
  readonly key: readonly string[]
  /**
   * The column by which the later of two rows of one key wins, whether both are staged or one is in
   * the table; a row without a value there is earlier than all others. A staged row that is as late
   * as the table's wins. Default: two staged rows of one key are an error, and each wins over the
   * table's.
   */
  readonly order?: string | undefined
  /** Which rows stand for deletions. Default: none. */
  readonly delete?: MergeDeletion | undefined
}

/** What marks a row as a deletion, and what becomes of it. */
export interface MergeDeletion {
  readonly column: string
  readonly value: string
  /**
   * The column that has the `order` of the deletion in rows that are deleted, and NULL in all others;
   * of no use without `order`. A deleted row then stays: of its values, only those of this column, of
   * `order` and of `column` change, so that an earlier row that comes late does not bring it back.
   * A key that is deleted before it was ever there gets such a row. A deletion acts after the rows
   * of its key that are staged beside it and are not later. Default: the row goes.
   */
  readonly keep?: string | undefined
}

/** What a merge did; what lost against later rows is in none of the figures. A row that comes and goes in it is in two. */
export interface Merged {
  /** Rows of keys that were not there. */
  readonly inserted: number
  /** Rows that replaced those of their keys. */
  readonly updated: number
  /** Rows that went, or that are now kept as deleted. */
  readonly deleted: number
}
