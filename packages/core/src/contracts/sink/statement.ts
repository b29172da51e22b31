/** A value that a statement may be given. */
export type StatementValue = string | number | bigint | boolean | Date | null

/** One SQL statement of the user's. */
export interface Statement {
  /** SQL, in which `$1`, `$2` … stand for the values. */
  readonly text: string
  /** What `$1`, `$2` … stand for. Default: none. */
  readonly values?: readonly StatementValue[] | undefined
}

/**
 * How a SQL step's statements are run: all of them in `one` transaction or not at all, or, with
 * `none`, each by itself, as what cannot run within a transaction must be.
 */
export type StepTransaction = 'one' | 'none'
