import type { CopyLoad } from '../copy-load.js'
import type { LoadError } from '../reports/load-error.js'
import type { CopyFormat, CopyStatement } from '../statement/copy-statement.js'
import type { CopyTable } from '../statement/copy-table.js'

/** A COPY that has ended, well or not. */
export interface EndedLoad {
  /** Its number among the statements of its database. */
  readonly query: number
  /** The process of the session behind it. */
  readonly session: number
  readonly database: string
  readonly table: CopyTable
  readonly statement: CopyStatement
  readonly load: CopyLoad
  readonly startedAt: Date
  readonly failed: boolean
}

/** A row of a system table, by column. */
type SystemRow = Readonly<Record<string, string | number>>

/** The user that system tables show: the first that is not the system's own. */
const USER = 100

/** The rows that an ended load adds to the system tables, by table. */
export function loadRows(load: EndedLoad): Readonly<Record<string, readonly SystemRow[]>> {
  return {
    stl_load_errors: load.load.errors.map((error) => stlLoadError(error, load)),
    sys_load_error_detail: load.load.errors.map((error) => sysLoadErrorDetail(error, load)),
    sys_load_history: [sysLoadHistory(load)],
    stl_load_commits: load.failed ? [] : stlLoadCommits(load),
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html */
function stlLoadError(error: LoadError, { table, startedAt, session, query }: EndedLoad): SystemRow {
  return {
    userid: USER,
    slice: 0,
    tbl: table.oid,
    starttime: timestamp(startedAt),
    session,
    query,
    filename: fitting(error.filename, 256),
    line_number: error.lineNumber,
    colname: fitting(error.column, 127),
    type: fitting(error.type, 10),
    col_length: fitting(error.length, 10),
    position: error.position,
    raw_line: fitting(error.rawLine, 1024),
    raw_field_value: fitting(error.rawField, 1024),
    err_code: error.code,
    err_reason: fitting(error.reason, 100),
    is_partial: 0,
    start_offset: 0,
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html */
function sysLoadErrorDetail(
  error: LoadError,
  { table, startedAt, session, query, database }: EndedLoad,
): SystemRow {
  return {
    user_id: USER,
    query_id: query,
    transaction_id: 0,
    session_id: session,
    database_name: fitting(database, 64),
    table_id: table.oid,
    start_time: timestamp(startedAt),
    file_name: fitting(error.filename, 256),
    line_number: error.lineNumber,
    column_name: fitting(error.column, 127),
    column_type: fitting(error.type, 10),
    column_length: fitting(error.length, 10),
    position: error.position,
    error_code: error.code,
    error_message: fitting(error.reason, 512),
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_HISTORY.html */
function sysLoadHistory(ended: EndedLoad): SystemRow {
  const { load, table, startedAt, session, query, database, statement, failed } = ended
  const endedAt = new Date()
  const bytes = load.files.reduce((sum, file) => sum + file.size, 0)
  return {
    user_id: USER,
    query_id: query,
    transaction_id: 0,
    session_id: session,
    database_name: database,
    status: failed ? 'aborted' : 'completed',
    table_name: table.name,
    start_time: timestamp(startedAt),
    end_time: timestamp(endedAt),
    duration: (endedAt.getTime() - startedAt.getTime()) * 1000,
    data_source: statement.source.url,
    file_format: formatName(statement.format),
    loaded_rows: failed ? 0 : load.loaded,
    loaded_bytes: failed ? 0 : bytes,
    source_file_count: load.files.length,
    source_file_bytes: bytes,
    file_count_scanned: load.files.length,
    file_bytes_scanned: bytes,
    error_count: load.rejected,
    copy_job_id: -1,
  }
}

/** The rows of `sys_load_detail`, but for the number of the load: https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_DETAIL.html */
export function sysLoadDetail({ load, startedAt }: EndedLoad): SystemRow[] {
  const endedAt = timestamp(new Date())
  return load.files.map((file) => ({
    user_id: USER,
    file_name: fitting(file.url, 256),
    bytes_scanned: file.size,
    lines_scanned: file.lines,
    record_time: endedAt,
    splits_scanned: 1,
    start_time: timestamp(startedAt),
    end_time: endedAt,
  }))
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_COMMITS.html */
function stlLoadCommits({ load, query, statement }: EndedLoad): SystemRow[] {
  return load.files.map((file) => ({
    userid: USER,
    query,
    slice: 0,
    name: '',
    filename: fitting(file.url, 256),
    byte_offset: 0,
    lines_scanned: file.lines,
    errors: file.rejected,
    curtime: timestamp(new Date()),
    status: 1,
    file_format: formatName(statement.format),
    is_partial: 0,
    start_offset: 0,
    copy_job_id: -1,
  }))
}

function formatName({ kind }: CopyFormat): string {
  return kind === 'delimited' ? 'Text' : kind
}

function timestamp(date: Date): string {
  return date.toISOString().slice(0, -1)
}

/** At most `characters` of `text`; PostgreSQL takes neither a zero character nor half a surrogate pair. */
function fitting(text: string, characters: number): string {
  return Array.from(text.replaceAll(/\0|\p{Surrogate}/gu, ' '))
    .slice(0, characters)
    .join('')
}
