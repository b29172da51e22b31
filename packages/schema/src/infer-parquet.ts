import { orderedFields, SourceError, type ColumnType } from '@arbalest/core'
import { counted, columnName, matchFields } from '@arbalest/core/plugin'
import type { ParquetColumn, ParquetFile, Unreadable } from '@arbalest/formats'
import { NOT_KEYS, type InferredField } from './field-columns.js'
import type { InferredFor } from './for-duckdb.js'
import { MOST_UNREADABLE } from './infer.js'
import type { InferredRecords } from './infer-records.js'
import { ColumnNames } from './name-columns.js'
import { showUnreadable } from './show-unreadable.js'

/** A file that was read, and the URL of its object; `file` is undefined if it is no Parquet file. */
export interface ReadParquet {
  readonly object: string
  readonly file: ParquetFile | undefined
}

/**
 * The fields of Parquet files, with the types that COPY takes for the columns of the first of them. Files that have
 * others are unreadable. Throws `SourceError` if none is a Parquet file.
 */
export async function inferParquet(
  files: AsyncIterable<ReadParquet>,
  sink: InferredFor = 'redshift',
): Promise<InferredRecords> {
  let first: { readonly object: string; readonly file: ParquetFile } | undefined
  let rows = 0
  let count = 0
  const faults: Unreadable[] = []
  for await (const { object, file } of files) {
    if (!file) {
      faults.push({ object, fault: 'is no Parquet file' })
      continue
    }
    count++
    rows += file.rows
    if (!first) {
      first = { object, file }
      faults.push(...file.columns.flatMap((column) => faultOf(column, object, sink)))
      continue
    }
    const fault = difference(file.columns, first.file.columns)
    if (fault !== undefined) faults.push({ object, fault: `${fault}, unlike ${first.object}` })
  }
  if (!first) {
    const what = faults[0] ? `: ${showUnreadable(faults[0])}` : ''
    throw new SourceError('NOT_INFERRED', `There is no file to infer a table from${what}.`)
  }
  const { columns } = first.file
  const naming = new ColumnNames(NOT_KEYS)
  const fields = columns.map((column) => fieldOf(column, naming))
  return {
    fields,
    copy: {
      format: 'parquet',
      ...(columns.some(({ kind }) => kind === 'nested') && { serializeToJson: true }),
      ...(!isByName(fields, columns) && { match: 'position' }),
    },
    from: `the schema of ${counted(count, 'file')} with ${counted(rows, 'row')}`,
    remarks: [],
    unreadable: faults.slice(0, MOST_UNREADABLE),
    unreadableCount: faults.length,
  }
}

function fieldOf(column: ParquetColumn, naming: ColumnNames): InferredField {
  const named = naming.nameFor([column.name])
  return {
    name: named?.name ?? columnName([column.name]),
    type: typeOf(column),
    share: 1,
    remarks: [...(REMARKS[column.kind] ?? []), ...(named ? [named.reason] : [])],
  }
}

const REMARKS: Readonly<Partial<Record<ParquetColumn['kind'], readonly string[]>>> = {
  text: ['files do not say how long their text is'],
  bytes: ['bytes that are not marked as text'],
}

/** The type that COPY takes for a column: no other, not even a wider one (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html). */
function typeOf(column: ParquetColumn): ColumnType {
  switch (column.kind) {
    case 'decimal':
      return `decimal(${Math.min(column.precision, MOST_DIGITS)},${Math.min(column.scale, MOST_DIGITS)})`
    case 'fixed':
      return `varbyte(${column.length})`
    default:
      return TYPES[column.kind]
  }
}

const TYPES = {
  boolean: 'boolean',
  int32: 'integer',
  int64: 'bigint',
  float: 'real',
  double: 'double precision',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  text: 'varchar(65535)',
  bytes: 'varbyte(1024000)',
  nested: 'super',
} as const satisfies Partial<Record<ParquetColumn['kind'], ColumnType>>

const MOST_DIGITS = 38

function faultOf(column: ParquetColumn, object: string, sink: InferredFor): Unreadable[] {
  const fault = (what: string) => [{ object, fault: `has the column "${column.name}", which is ${what}` }]
  if (sink === 'redshift' && column.kind === 'timestamp' && column.isInNanoseconds)
    return fault('a timestamp in nanoseconds, which Redshift reads as wrong years: write microseconds')
  return column.kind === 'decimal' && column.precision > MOST_DIGITS
    ? fault('a decimal of more than 38 digits')
    : []
}

/** How columns differ from others; undefined if they do not. */
function difference(columns: readonly ParquetColumn[], others: readonly ParquetColumn[]): string | undefined {
  if (columns.length !== others.length)
    return `has ${counted(columns.length, 'column')}, and not ${others.length}`
  for (const [index, { name, ...kind }] of columns.entries()) {
    const { name: otherName, ...otherKind } = others[index]!
    if (name !== otherName) return `has the column "${name}" in the place of "${otherName}"`
    if (JSON.stringify(kind) !== JSON.stringify(otherKind)) return `has the column "${name}" of another type`
  }
  return undefined
}

/** Whether the names of the columns lead to their own fields. */
function isByName(fields: readonly InferredField[], columns: readonly ParquetColumn[]): boolean {
  const target = orderedFields('files', ...fields)
  const meant = matchFields(
    target.columns,
    columns.map(({ name }) => name),
  )
  return meant.every((column, index) => column === undefined || column === target.columns[index])
}
