import type { FieldNames, SourceObject, Unread } from '@arbalest/core/plugin'
import { isOfSource, type Open } from './read-head.js'

/** Bytes at the end of a file that are read first: most footers are shorter. */
const FIRST_BYTES = 64 * 1024

/** A file begins and ends with four bytes that say its format, and has the length of its footer (https://parquet.apache.org/docs/file-format/). */
const FEWEST_BYTES = 12

/**
 * Returns the names of the columns of a Parquet file, and how many rows it has, as its footer says.
 * Makes one request, or two if the footer is longer than 64 KiB. Throws what `open` throws.
 */
export async function parquetNames(open: Open, object: SourceObject): Promise<FieldNames | Unread> {
  if (object.size < FEWEST_BYTES) return NO_PARQUET
  const file = {
    byteLength: object.size,
    slice: (start: number, end = object.size) => bytesOf(open(object, { start, end })),
  }
  // Loaded when a file is read: most runs read none.
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet')
  try {
    const metadata = await parquetMetadataAsync(file, { initialFetchSize: FIRST_BYTES })
    return {
      kind: 'fields',
      fields: parquetSchema(metadata).children.map(({ element }) => element.name),
      rows: Number(metadata.num_rows),
    }
  } catch (error) {
    if (isOfSource(error)) throw error
    return NO_PARQUET
  }
}

const NO_PARQUET: Unread = { kind: 'unread', reason: 'is no Parquet file' }

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Uint8Array.from(Buffer.concat(pieces)).buffer
}
