/** A row that did not fit its table. */
export interface Rejection {
  /** The object that holds it, as its URL. */
  readonly object: string
  /** Its line in the object, from 1. */
  readonly line: number
  /** The column it did not fit, where one is to blame. */
  readonly column?: string | undefined
  /** The value as it stands in the object, where the sink tells. */
  readonly value?: string | undefined
  readonly reason: string
}
