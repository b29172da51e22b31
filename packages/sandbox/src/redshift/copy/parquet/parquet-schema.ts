import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet'
import { serviceError } from '../../objects/service-error.js'
import type { RedshiftError } from '../../redshift-error.js'
import { FAULT_CODE } from '../reports/load-error.js'
import type { RowFault } from '../reports/load-errors.js'
import type { CopyColumn } from '../statement/copy-table.js'
import { typeName } from '../statement/type-name.js'
import { isDecimal } from './parquet-values.js'

/** An error as COPY words those of columnar files; users report them so. */
export function scanError(context: string): RedshiftError {
  return serviceError('Spectrum Scan Error', { code: 15001, context })
}

/** The error for a value that its column cannot hold; for texts that are too long, as users report it. */
export function unfitError({ fault, column, field = '' }: RowFault, url: string): RedshiftError {
  const name = column?.name ?? ''
  if (fault.code !== FAULT_CODE.outOfRange || column?.length === undefined) {
    return scanError(`${fault.reason}, Column: ${name}, File name: ${url}`)
  }
  return scanError(
    `The length of the data column ${name} is longer than the length defined in the table. ` +
      `Table: ${column.length}, Data: ${field.length}, File name: ${url}`,
  )
}

/**
 * The file's columns, one for each of the table's, by position.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html
 * Throws `RedshiftError` if they are not as many, or of types that the table's columns do not take.
 */
export function matchedColumns(
  metadata: FileMetaData,
  columns: readonly CopyColumn[],
  { url, fillRecord, serializeToJson }: { url: string; fillRecord: boolean; serializeToJson: boolean },
): SchemaTree[] {
  const { children } = parquetSchema(metadata)
  if (children.length > columns.length || (children.length < columns.length && !fillRecord)) {
    const counts = `Table columns: ${columns.length}, Data columns: ${children.length}`
    throw scanError(`Unmatched number of columns between table and file. ${counts}, File name: ${url}`)
  }
  for (const [index, node] of children.entries()) {
    const column = columns[index] as CopyColumn
    const type = typeName(column.type)
    if (node.children.length > 0 ? type === 'super' && serializeToJson : takes(type, node.element)) continue
    throw scanError(
      `File '${url}' has an incompatible Parquet schema for column '${column.name}'. ` +
        `Column type: ${type.toUpperCase()}, Parquet schema: ${described(node)}`,
    )
  }
  return children
}

function takes(type: string, element: SchemaElement): boolean {
  const { type: physical, converted_type: converted, logical_type: logical } = element
  if (type === 'super') return true
  if (isDecimal(element)) return type === 'numeric'
  if (converted === 'DATE' || logical?.type === 'DATE') return type === 'date'
  // A cluster reads nanoseconds as if they were microseconds, and loads a year that is far away. Not so here.
  if (logical?.type === 'TIMESTAMP' && logical.unit === 'NANOS') return false
  if (logical?.type === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP_') === true || physical === 'INT96') {
    return type === 'timestamp' || type === 'timestamptz'
  }
  if (logical?.type === 'TIME' || converted?.startsWith('TIME_') === true) return type === 'time'
  return physical !== undefined && (PLAIN[physical] ?? []).includes(type)
}

const PLAIN: Readonly<Record<string, readonly string[]>> = {
  BOOLEAN: ['bool'],
  INT32: ['int2', 'int4'],
  INT64: ['int8'],
  FLOAT: ['float4'],
  DOUBLE: ['float8'],
  BYTE_ARRAY: ['varchar', 'char', 'varbyte'],
  FIXED_LEN_BYTE_ARRAY: ['varbyte'],
}

function described({ element, children }: SchemaTree): string {
  const type = children.length > 0 ? 'group' : (element.type ?? '').toLowerCase()
  return `${(element.repetition_type ?? 'REQUIRED').toLowerCase()} ${type} ${element.name}`
}
