import { copiedColumns, type Rejection, type Target } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { expectationOf, filled, misfitOf } from '../column-type.js'
import type { CopyOptions } from '../options.js'
import { quoteText } from '../quote.js'
import { query } from '../state/state-tables.js'
import type { Group } from './group-files.js'
import { documentReading, readingOf, type Reading } from './reading.js'

/** How many rows of a file that do not fit are reported; all are counted. */
const MOST = 100

/** The rows of a file that do not fit. */
export interface Misfits {
  /** How many they are. */
  readonly count: number
  /** The first of them. */
  readonly rejections: readonly Rejection[]
}

/**
 * Returns the rows of a file that do not fit a target, each with the first column to blame. Its
 * line is counted in rows, as DuckDB passes over lines that are blank. Throws what DuckDB throws if it cannot read the file at all.
 */
export async function findMisfits(
  connection: DuckDBConnection,
  target: Target,
  { files, layout }: Group,
  copy: CopyOptions,
): Promise<Misfits> {
  const [file] = files
  const object = file!.object.url
  const isJson = (copy.format ?? 'json') === 'json'
  const reading = isJson ? documentReading(files, copy, 'leniently') : readingOf(target, files, copy, layout)
  if (copy.format === 'csv') {
    const malformed = await findMalformed(connection, reading, object)
    if (malformed.count > 0) return malformed
  }
  const columns = copiedColumns(target).filter((column) => reading.text(column) !== undefined)
  const checks = columns.map((column, index) => {
    const text = reading.text(column)!
    const missing = column.notNull === true ? `${filled(column.type, text)} is null or ` : ''
    return `when ${missing}${misfitOf(column, text, copy.timeFormat)} then ${index}`
  })
  const values = columns.map(
    (column, index) => `when ${index} then ${filled(column.type, reading.text(column)!)}`,
  )
  const sql = `select cast("line" as integer) as "line", count(*) over () as "count", "blamed", case "blamed" ${values.join(' ')} end as "value" from (
    select *, case ${isJson ? documentChecks(target) : ''} ${checks.join(' ')} end as "blamed" from (select row_number() over () as "line", * from ${reading.relation})
  ) where "blamed" is not null order by "line" limit ${MOST}`
  const before = copy.format === 'csv' && copy.header === true ? 1 : 0
  const rows = await query(connection, sql)
  const rejections = rows.map(({ line, blamed, value }): Rejection => {
    const column = columns[Number(blamed)]
    const place = { object, line: Number(line) + before }
    if (!column) return { ...place, reason: FAULTS[-Number(blamed) - 1]! }
    if (value === null) return { ...place, column: column.name, reason: 'has no value, and must have one.' }
    return { ...place, column: column.name, value: String(value), reason: expectationOf(column.type) }
  })
  return { count: Number(rows[0]?.['count'] ?? 0), rejections }
}

/** What may be wrong with a document as a whole; the nth is blamed as -n. */
const FAULTS = [
  'is not a JSON document on a separate line.',
  'is not a JSON object, whose properties could be columns.',
  'has a property of the target twice.',
]

function documentChecks(target: Target): string {
  const heads = new Set(copiedColumns(target).map(({ path: [head] }) => head))
  const names = [...heads].filter((head) => typeof head === 'string').map(quoteText)
  const ofNames =
    names.length === 0
      ? ''
      : `
    when json_type("json") <> 'OBJECT' then -2
    when len(list_filter(json_keys("json"), lambda name: name in (${names.join(', ')}))) > len(list_distinct(list_filter(json_keys("json"), lambda name: name in (${names.join(', ')})))) then -3`
  return `when "json" is null then -1 ${ofNames}`
}

/** Returns the records of a CSV file that have more or fewer fields than they must, or are not written as CSV is. */
async function findMalformed(
  connection: DuckDBConnection,
  { relation }: Reading,
  object: string,
): Promise<Misfits> {
  await query(connection, `select count(*) from ${relation.replace(/\)$/, ', store_rejects = true)')}`)
  const rows = await query(
    connection,
    `select cast(min("line") as integer) as "line", count(*) over () as "count", first(csv_line) as "row", first(error_message) as "message" from reject_errors group by byte_position order by 1 limit ${MOST}`,
  )
  const rejections = rows.map(({ line, row, message }) => ({
    object,
    line: Number(line),
    rawLine: String(row).trim(),
    reason: `is not a valid record: ${String(message).trim().replace(/\.$/, '')}.`,
  }))
  return { count: Number(rows[0]?.['count'] ?? 0), rejections }
}
