import type { SourceObject } from '@arbalest/core/plugin'
import type { FileMetaData } from 'hyparquet'
import { isOfSource, type Open } from '../read-head.js'

/** Bytes at the end of a file that are read first: most footers are shorter. */
const FIRST_BYTES = 64 * 1024

/** A file begins and ends with four bytes that say its format, and has the length of its footer (https://parquet.apache.org/docs/file-format/). */
const FEWEST_BYTES = 12

/**
 * Returns what the footer of a Parquet file says; undefined if it is no Parquet file. Makes one request,
 * or two if the footer is longer than 64 KiB. Throws what `open` throws.
 */
export async function parquetFooter(open: Open, object: SourceObject): Promise<FileMetaData | undefined> {
  if (object.size < FEWEST_BYTES) return undefined
  const file = {
    byteLength: object.size,
    slice: (start: number, end = object.size) => bytesOf(open(object, { start, end })),
  }
  // Loaded when a file is read: most runs read none.
  const { parquetMetadataAsync } = await import('hyparquet')
  try {
    return await parquetMetadataAsync(file, { initialFetchSize: FIRST_BYTES })
  } catch (error) {
    if (isOfSource(error)) throw error
    return undefined
  }
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Uint8Array.from(Buffer.concat(pieces)).buffer
}
