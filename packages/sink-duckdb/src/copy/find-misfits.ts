import { copiedColumns, type Rejection, type Target } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { expectationOf, misfitOf } from '../column-type.js'
import type { CopyOptions } from '../options.js'
import type { LocalFile } from './local-files.js'
import { documentReading, readingOf } from './reading.js'

/** How many rows of a file that do not fit are reported. */
const MOST = 100

/**
 * Returns the rows of a file that do not fit a target, the first of them, each with the first column to blame. Its
 * line is counted in rows, as DuckDB passes over lines that are blank. Throws what DuckDB throws if it cannot read the file at all.
 */
export async function findMisfits(
  connection: DuckDBConnection,
  target: Target,
  file: LocalFile,
  copy: CopyOptions,
): Promise<Rejection[]> {
  const isJson = (copy.format ?? 'json') === 'json'
  const reading = isJson ? documentReading([file], copy, 'leniently') : readingOf(target, [file], copy)
  const columns = copiedColumns(target)
  const checks = columns.map((column, index) => {
    const text = reading.text(column)
    const missing = column.notNull === true ? `${text} is null or ` : ''
    return `when ${missing}${misfitOf(column, text, copy.timeFormat)} then ${index}`
  })
  const noJson = isJson ? 'when "json" is null then -1' : ''
  const values = columns.map((column, index) => `when ${index} then ${reading.text(column)}`)
  const { relation } = reading
  const sql = `select cast("line" as integer) as "line", "blamed", case "blamed" ${values.join(' ')} end as "value" from (
    select *, case ${noJson} ${checks.join(' ')} end as "blamed" from (select row_number() over () as "line", * from ${relation})
  ) where "blamed" is not null limit ${MOST}`
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS()
  return rows.map(({ line, blamed, value }): Rejection => {
    const column = columns[Number(blamed)]
    const place = { object: file.object.url, line: Number(line) }
    if (!column) return { ...place, reason: 'is no JSON document on a line of its own.' }
    if (value === null) return { ...place, column: column.name, reason: 'has no value, and must have one.' }
    return { ...place, column: column.name, value: String(value), reason: expectationOf(column.type) }
  })
}
