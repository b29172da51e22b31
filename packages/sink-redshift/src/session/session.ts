import type { Statement } from '@arbalest/core'

/** A row, its values as the driver pg gives them. */
export type Row = Readonly<Record<string, unknown>>

/**
 * One session of Redshift, lent for a time: the one place where statements are sent. A
 * transaction, its locks and its temporary tables are in one session.
 */
export interface Session {
  /** Whether a transaction is open and has not failed. */
  readonly inTransaction: boolean

  /** How many statements it has sent so far. */
  readonly sent: number

  /** The notices that the server sent with the last statement; undefined if what carries statements carries none. */
  readonly notices: readonly string[] | undefined

  /** Whether a statement is short enough to be sent at once; a longer one that could be several must be. */
  fits(statement: Statement): boolean

  /**
   * Sends one statement and returns its rows. `doing` says for messages what it does, such as
   * `copy into "events"`. If the run is aborted meanwhile, cancels the statement and throws the
   * signal's reason. Throws `ServerError` if the server refuses the statement, and
   * `LostConnectionError` if it does not answer.
   */
  query(statement: Statement, doing: string): Promise<readonly Row[]>

  /** Sends a statement as {@link query} does, and has the server refuse a text that holds several. */
  queryOne(statement: Statement, doing: string): Promise<readonly Row[]>

  /** Says that nobody else may be lent the session: what a user's statement sets, or makes for the session, would last. */
  retire(): void

  /** Commits; throws as {@link query} does. A commit that has been sent is not cancelled: only the marks show what came of it. */
  commit(): Promise<void>

  /** Rolls back, if there is a transaction, and a connection to do it on. Throws nothing. */
  rollback(): Promise<void>
}

/** Lends a session for the time of `work`. */
export type WithSession = <T>(work: (session: Session) => Promise<T>) => Promise<T>
