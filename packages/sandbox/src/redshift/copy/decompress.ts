import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { RedshiftError } from '../redshift-error.js'
import type { CopyCompression } from './copy-statement.js'
import { serviceError } from './service-error.js'

const chunkSize = 128 * 1024

/**
 * The bytes that `source` holds compressed.
 *
 * @throws RedshiftError where they are not so compressed, or end too early.
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
  compression: CopyCompression | undefined,
  url: string,
): AsyncGenerator<Uint8Array> {
  if (compression === undefined) {
    yield* source
    return
  }
  let empty = true
  const counted = async function* () {
    for await (const chunk of source) {
      if (chunk.length > 0) empty = false
      yield chunk
    }
  }
  const gunzip = createGunzip({ chunkSize })
  pipeline(Readable.from(counted(), { objectMode: true }), gunzip, () => {})
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof RedshiftError) throw error
    // An object without a byte is no stream of any kind, and has no rows.
    if (!empty)
      throw serviceError(`The file ${url} is not in ${compression.toUpperCase()} format, or is truncated`)
  }
}
