import type { FieldNames, SourceObject, Unread } from '@arbalest/core/plugin'
import { parquetFooter } from './parquet-footer.js'
import type { Open } from '../read-head.js'

/**
 * Returns the names of the columns of a Parquet file, and how many rows it has, as its footer says.
 * Makes one request, or two if the footer is longer than 64 KiB. Throws what `open` throws.
 */
export async function parquetNames(open: Open, object: SourceObject): Promise<FieldNames | Unread> {
  const footer = await parquetFooter(open, object)
  if (!footer) return { kind: 'unread', reason: 'is no Parquet file' }
  const { parquetSchema } = await import('hyparquet')
  try {
    const fields = parquetSchema(footer).children.map(({ element }) => element.name)
    return { kind: 'fields', fields, rows: Number(footer.num_rows) }
  } catch {
    return { kind: 'unread', reason: 'is no Parquet file' }
  }
}
