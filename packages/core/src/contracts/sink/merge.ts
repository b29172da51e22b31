/** How staged rows are merged into a table by key. */
export interface MergeOptions {
  /** The columns that make a row's key; at least one. */
  readonly key: readonly string[]
  /** The column by which the later of two rows of one key wins. Default: two rows of one key are an error. */
  readonly order?: string | undefined
  /** Which rows stand for deletions. Default: none. */
  readonly delete?: MergeDeletion | undefined
}

/** What marks a row as a deletion, and what becomes of it. */
export interface MergeDeletion {
  readonly column: string
  readonly value: string
  /** The column that takes the time of the deletion, so that a late older row cannot bring the row back. Default: the row goes. */
  readonly keep?: string | undefined
}

/** What a merge did. */
export interface Merged {
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}
