/** What fills a column that no object fills. */
export type Filling = PathFilling | LoadFilling

/** A column takes parts of the key of the object that a row came in. */
export interface PathFilling {
  readonly kind: 'path'
  /** Names of parts in braces, and what stands between them: `{dt}`, `{year}-{month}-{day}`. */
  readonly from: string
}

/** A column takes what is known of the load that a row came in. */
export interface LoadFilling {
  readonly kind: 'load'
  /** `path`: the URL of the object; `loadedAt`: when the transaction began, by the sink's clock, in UTC; `run`: the run's id. */
  readonly of: 'path' | 'loadedAt' | 'run'
}

/** What every row that is copied gets in a column, instead of a value from its document; null for no value. */
export type Constant = string | null | TransactionTime

/** When the transaction began, by the sink's clock, in UTC: the same in all of its rows. */
export interface TransactionTime {
  readonly time: 'transaction'
}
