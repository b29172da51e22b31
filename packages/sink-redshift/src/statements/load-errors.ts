import type { Statement } from '@arbalest/core'

/** The number under which the system tables know the session. */
export const SESSION_NUMBER: Statement = { text: 'select pg_backend_pid() as "session"' }

/** Where Redshift writes down what COPY could not load: the first on a cluster of one's own, the second on any. */
export type LoadErrorTable = 'stl_load_errors' | 'sys_load_error_detail'

/** Of how many rows {@link lastLoadErrors} tells at most. */
export const MOST_LOAD_ERRORS = 1_000

/**
 * What the session's last COPY that met rows that did not fit could not load, the first of it by place
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html).
 */
export function lastLoadErrors(table: LoadErrorTable, session: number): Statement {
  const number = Math.trunc(session)
  const errors =
    table === 'stl_load_errors'
      ? 'select distinct filename as "object", line_number as "line", colname as "column", raw_field_value as "value", err_reason as "reason" ' +
        `from stl_load_errors where session = ${number} ` +
        `and query = (select max(query) from stl_load_errors where session = ${number})`
      : `select distinct file_name as "object", line_number as "line", column_name as "column", '' as "value", error_message as "reason" ` +
        `from sys_load_error_detail where session_id = ${number} ` +
        `and query_id = (select max(query_id) from sys_load_error_detail where session_id = ${number})`
  return { text: `${errors} order by 1, 2, 3, 4, 5 limit ${MOST_LOAD_ERRORS}` }
}
