import type { FileMetaData, SchemaTree } from 'hyparquet'
import type { CopyObject, CopyObjects } from '../../objects/copy-objects.js'
import { RedshiftError } from '../../redshift-error.js'
import type { CopyColumn } from '../statement/copy-table.js'
import { typeName } from '../statement/type-name.js'
import { ParquetFile } from './parquet-file.js'
import { matchedColumns, scanError } from './parquet-schema.js'
import { jsonOf, textOfLeaf, withoutDecimal } from './parquet-values.js'

/** What else there is to know, apart from the columns. */
interface ParquetOptions {
  readonly fillRecord: boolean
  /** Whether lists, structs and maps go into SUPER columns. */
  readonly serializeToJson: boolean
}

/**
 * The fields of the rows of a Parquet file, one for each column, as the text readers give them; a row group at a time.
 * Throws `RedshiftError` if the file is none, or its columns are not the table's.
 */
export async function* parquetRows(
  object: CopyObject,
  columns: readonly CopyColumn[],
  objects: CopyObjects,
  options: ParquetOptions,
): AsyncGenerator<readonly (string | null)[]> {
  const { url } = object.location
  if (object.size < FEWEST_BYTES) throw illegible(url, `its size in bytes is ${object.size}`)
  const file = new ParquetFile({
    byteLength: object.size,
    slice: async (start, end = object.size) => objects.read(object.location, start, end),
  })
  const metadata = await legible(url, () => file.metadata())
  const matched = matchedColumns(metadata, columns, { url, ...options })
  const texts = matched.map((node, index) => fieldOf(node, columns[index] as CopyColumn))
  const physical: FileMetaData = { ...metadata, schema: withPhysicalDecimals(metadata, matched) }
  const missing = columns.slice(matched.length).map(() => null)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    const start = rowStart
    const rows = await legible(url, () => file.rows(physical, start, rowEnd))
    for (const row of rows) yield [...texts.map((text, index) => text(row[index])), ...missing]
    rowStart = rowEnd
  }
}

function fieldOf({ element, children }: SchemaTree, { type }: CopyColumn): (value: unknown) => string | null {
  const leaf = textOfLeaf(element)
  const target = typeName(type)
  const isNumber = ['INT32', 'INT64', 'FLOAT', 'DOUBLE', 'BOOLEAN'].includes(element.type ?? '')
  return (value) => {
    if (value === null || value === undefined) return null
    if (children.length > 0) return jsonOf(value)
    const text = leaf(value)
    if (target === 'super') return isNumber && /^(-?\d|true|false)/.test(text) ? text : JSON.stringify(text)
    return target === 'varbyte' ? Buffer.from(text, 'latin1').toString('hex') : text
  }
}

/** Only those of columns that are leaves: within a struct decimals are read as numbers. */
function withPhysicalDecimals({ schema }: FileMetaData, columns: readonly SchemaTree[]) {
  const leaves = new Set(
    columns.filter(({ children }) => children.length === 0).map(({ element }) => element),
  )
  return schema.map((element) => (leaves.has(element) ? withoutDecimal(element) : element))
}

async function legible<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RedshiftError) throw error
    throw illegible(url, error instanceof Error ? error.message : '')
  }
}

/** A file begins and ends with four bytes that say its format, and has the length of its footer (https://parquet.apache.org/docs/file-format/). */
const FEWEST_BYTES = 12

function illegible(url: string, reason: string): RedshiftError {
  return scanError(`File '${url}' is not a Parquet file that can be read: ${reason}`)
}
