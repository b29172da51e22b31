import type { Statement } from '@arbalest/core'
import { quoteIdentifier, quoteLiteral } from './syntax/quote.js'

/** Begins a transaction. */
export const BEGIN: Statement = { text: 'begin' }

/** Commits the transaction. */
export const COMMIT: Statement = { text: 'commit' }

/** Rolls the transaction back. */
export const ROLLBACK: Statement = { text: 'rollback' }

/** What holds for every session. */
interface SessionSettings {
  readonly queryGroup?: string | undefined
  readonly searchPath?: readonly string[] | undefined
  /** In milliseconds. */
  readonly statementTimeout?: number | undefined
}

/**
 * Returns what a session begins with (https://docs.aws.amazon.com/redshift/latest/dg/r_query_group.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/r_search_path.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/r_statement_timeout.html).
 */
export function sessionSettings({
  queryGroup,
  searchPath,
  statementTimeout,
}: SessionSettings): readonly Statement[] {
  return [
    ...(queryGroup === undefined ? [] : [{ text: `set query_group to ${quoteLiteral(queryGroup)}` }]),
    ...(searchPath === undefined
      ? []
      : [{ text: `set search_path to ${searchPath.map(quoteIdentifier).join(', ')}` }]),
    ...(statementTimeout === undefined ? [] : [{ text: `set statement_timeout to ${statementTimeout}` }]),
  ]
}

/** The number of the session's open transaction (https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TRANSACTIONS.html). */
export const OWN_TRANSACTION: Statement = {
  text: `select max(xid) as "transaction" from svv_transactions where pid = pg_backend_pid() and lockable_object_type = 'transactionid'`,
}

/** The number of the session's last COPY, and how many rows it added (https://docs.aws.amazon.com/redshift/latest/dg/PG_LAST_COPY_COUNT.html, https://docs.aws.amazon.com/redshift/latest/dg/PG_LAST_COPY_ID.html). */
export const LAST_COPY: Statement = {
  text: 'select pg_last_copy_id() as "query", pg_last_copy_count() as "rows"',
}

/** Cancels the statement that another session is running (https://docs.aws.amazon.com/redshift/latest/dg/PG_CANCEL_BACKEND.html). */
export function cancel(session: number): Statement {
  return { text: `select pg_cancel_backend(${Math.trunc(session)})` }
}

/** The number of the process that serves the session (https://docs.aws.amazon.com/redshift/latest/dg/PG_BACKEND_PID.html). */
export const OWN_PROCESS: Statement = { text: 'select pg_backend_pid() as "process"' }
