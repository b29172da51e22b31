/** The rows that a transaction may leave out, as they do not fit. */
export interface BadRows {
  /** How many, in all of its copies together. */
  readonly most: number
}

/** What a sink can do with rows that do not fit, besides to fail. */
export interface Rejects {
  /** The highest number of rows that it can be allowed to leave out of a transaction. */
  readonly most: number
}
