import type { Statement } from '@arbalest/core'

/** The number of the session in the system tables. */
export const SESSION_NUMBER: Statement = { text: 'select pg_backend_pid() as "session"' }

/** The system tables of rows that COPY could not load: the first exists only on provisioned clusters, the second also on Serverless. */
export const LOAD_ERROR_TABLES = ['stl_load_errors', 'sys_load_error_detail'] as const

/** One of {@link LOAD_ERROR_TABLES}. */
export type LoadErrorTable = (typeof LOAD_ERROR_TABLES)[number]

/** How many rows are returned at most, if not all are wanted. */
export const MOST_LOAD_ERRORS = 1_000

/** How many rows are returned at most, if all are wanted: some may be reported more than once. */
const MOST_REPORTS = 100_000

/** The COPY whose rows are wanted: by its number, or the last of a session that found any. */
export type CopyWithErrors = { readonly query: number } | { readonly session: number }

/**
 * The rows that did not fit in one COPY, ordered by object and line
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html): the first of them that
 * differ; or `all`, even if they are alike, as two documents of one line may be.
 */
export function loadErrors(table: LoadErrorTable, copy: CopyWithErrors, all = false): Statement {
  const select = all ? 'select' : 'select distinct'
  const columns =
    table === 'stl_load_errors'
      ? 'filename as "object", line_number as "line", colname as "column", "position", raw_field_value as "value", raw_line as "raw", err_code as "code", err_reason as "reason"'
      : `file_name as "object", line_number as "line", column_name as "column", "position", '' as "value", '' as "raw", error_code as "code", error_message as "reason"`
  return {
    text:
      `${select} ${columns} from ${table} where ${conditionFor(table, copy)} ` +
      `order by 1, 2, 3, 4, 5 limit ${all ? MOST_REPORTS : MOST_LOAD_ERRORS}`,
  }
}

function conditionFor(table: LoadErrorTable, copy: CopyWithErrors): string {
  const [session, query] = table === 'stl_load_errors' ? ['session', 'query'] : ['session_id', 'query_id']
  if ('query' in copy) return `${query} = ${Math.trunc(copy.query)}`
  const own = `${session} = ${Math.trunc(copy.session)}`
  return `${own} and ${query} = (select max(${query}) from ${table} where ${own})`
}

/** How many faults the COPY of this number reported of the rows that it left out: at least one of each. */
export function countFaults(query: number): Statement {
  return {
    text: `select count(*) as "faults" from sys_load_error_detail where query_id = ${Math.trunc(query)}`,
  }
}
