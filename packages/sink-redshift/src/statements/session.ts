import type { Statement } from '@arbalest/core'

/** Begins a transaction. */
export const BEGIN: Statement = { text: 'begin' }

/** Commits the transaction. */
export const COMMIT: Statement = { text: 'commit' }

/** Rolls the transaction back. */
export const ROLLBACK: Statement = { text: 'rollback' }

/** How many rows the session's last COPY added (https://docs.aws.amazon.com/redshift/latest/dg/PG_LAST_COPY_COUNT.html). */
export const LAST_COPY_COUNT: Statement = { text: 'select pg_last_copy_count() as "rows"' }

/** Cancels the statement that another session is running (https://docs.aws.amazon.com/redshift/latest/dg/PG_CANCEL_BACKEND.html). */
export function cancel(session: number): Statement {
  return { text: `select pg_cancel_backend(${Math.trunc(session)})` }
}
