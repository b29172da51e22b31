import type { FieldDef, QueryArrayResult } from 'pg'
import type { Output } from '../calls/output.js'

/** A column of a result. */
export interface ResultColumn extends Pick<FieldDef, 'name' | 'dataTypeID' | 'dataTypeModifier' | 'tableID'> {
  readonly schema: string
  readonly table: string
}

/** What a statement returned. */
export interface QueryResult {
  /** Undefined if it is of a kind that returns no rows. */
  readonly columns: readonly ResultColumn[] | undefined
  /** Values as PostgreSQL writes them. */
  readonly rows: readonly Row[]
  /** Rows returned or affected; undefined if that is not known. */
  readonly count: number | undefined
  /** Bytes of all values. */
  readonly size: number
}

export type Row = readonly (string | null)[]

/** The result that pg received, all of whose values are text; `tables` are those its columns come from. */
export function queryResult(
  { fields, rows, rowCount }: QueryArrayResult<(string | null)[]>,
  tables: ReadonlyMap<number, { readonly schema: string; readonly table: string }>,
): QueryResult {
  const size = rows.reduce((sum, row) => sum + sizeOf(row), 0)
  const columns = fields.map((column) => ({
    ...column,
    ...(tables.get(column.tableID) ?? { schema: '', table: '' }),
  }))
  if (columns.length > 0) return { columns, rows, count: rows.length, size }
  return { columns: undefined, rows: [], count: rowCount ?? undefined, size: 0 }
}

/** Bytes of the values of `row`. */
export function sizeOf(row: Row): number {
  return row.reduce((sum, value) => sum + Buffer.byteLength(value ?? ''), 0)
}

/** The types of columns, by the numbers that clients know them by. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [16, 'bool'],
  [20, 'int8'],
  [21, 'int2'],
  [23, 'int4'],
  [25, 'varchar'],
  [700, 'float4'],
  [701, 'float8'],
  [1042, 'bpchar'],
  [1043, 'varchar'],
  [1082, 'date'],
  [1083, 'time'],
  [1114, 'timestamp'],
  [1184, 'timestamptz'],
  [1266, 'timetz'],
  [1700, 'numeric'],
  [4000, 'super'],
  [6551, 'varbyte'],
])

/** The name of a column's type, as the API gives it. */
function typeNameOf({ dataTypeID }: Pick<ResultColumn, 'dataTypeID'>): string {
  return TYPES.get(dataTypeID) ?? 'varchar'
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ColumnMetadata.html */
export function columnMetadata(column: ResultColumn): Output {
  const type = typeNameOf(column)
  const size = column.dataTypeModifier - 4
  const [precision, scale] = size < 0 ? [0, 0] : type === 'numeric' ? [size >> 16, size & 0x7ff] : [size, 0]
  return {
    name: column.name,
    label: column.name,
    typeName: type,
    schemaName: column.schema,
    tableName: column.table,
    nullable: 1,
    isSigned: /^(int|float|numeric)/.test(type),
    isCaseSensitive: ['varchar', 'bpchar', 'super'].includes(type),
    isCurrency: false,
    precision,
    scale,
    length: type === 'numeric' ? 0 : precision,
  }
}

/** A value of a column as https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_Field.html has it. */
export function field(value: string | null, column: ResultColumn): Output {
  if (value === null) return { isNull: true }
  const type = typeNameOf(column)
  if (type === 'bool') return { booleanValue: value === 't' }
  if (type.startsWith('int')) return { longValue: BigInt(value) }
  if (type.startsWith('float')) return { doubleValue: Number(value) }
  return { stringValue: value }
}
