import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import unbzip2 from 'unbzip2-stream'
import { serviceError } from '../../objects/service-error.js'
import { RedshiftError } from '../../redshift-error.js'
import type { CopyCompression } from '../statement/copy-statement.js'
import { zstdReader } from './zstd-frames.js'

type Bytes = AsyncIterable<Uint8Array>

/**
 * The bytes that `source` holds compressed. An object without a byte is no stream of any kind, and has none.
 * Throws `RedshiftError` if they are not so compressed, or end too early.
 */
export async function* decompress(
  source: Bytes,
  compression: CopyCompression | undefined,
  url: string,
): AsyncGenerator<Uint8Array> {
  if (compression === undefined) {
    yield* source
    return
  }
  let empty = true
  const seen = async function* () {
    for await (const chunk of source) {
      if (chunk.length > 0) empty = false
      yield chunk
    }
  }
  try {
    yield* DECOMPRESSORS[compression](seen())
  } catch (error) {
    if (error instanceof RedshiftError) throw error
    if (empty) return
    throw serviceError(
      `The file ${url} is not in ${compression.toUpperCase()} format, or is damaged or truncated`,
    )
  }
}

const DECOMPRESSORS: Readonly<Record<CopyCompression, (source: Bytes) => AsyncGenerator<Uint8Array>>> = {
  gzip: gunzip,
  bzip2: pushed(bunzip2),
  // Node's own zstd came with 22.15, and this runs on 20.
  zstd: pushed(zstdReader),
}

async function* gunzip(source: Bytes): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 128 * 1024 })
  // What fails reaches the reader of `stream`, which the pipeline destroys with it.
  pipeline(Readable.from(source, { objectMode: true }), stream, () => {})
  for await (const chunk of stream) yield chunk as Uint8Array
}

/** Takes compressed bytes, the last with `last`, and hands out what they hold. */
type Push = (bytes: Uint8Array, last: boolean) => void

// Small pieces, since a few compressed bytes may hold very many.
const PIECE_LENGTH = 1_024

/** Reads by a decompressor that bytes are pushed into. */
function pushed(start: (take: (bytes: Uint8Array) => void) => Push | Promise<Push>) {
  return async function* (source: Bytes): AsyncGenerator<Uint8Array> {
    let taken: Uint8Array[] = []
    const push = await start((bytes) => taken.push(bytes))
    const drain = function* () {
      const bytes = taken
      taken = []
      yield* bytes
    }
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += PIECE_LENGTH) {
        push(chunk.subarray(at, at + PIECE_LENGTH), false)
        if (taken.length > 0) yield* drain()
      }
    }
    push(new Uint8Array(), true)
    yield* drain()
  }
}

function bunzip2(take: (bytes: Uint8Array) => void): Push {
  const stream = unbzip2()
  let failure: unknown
  stream.on('data', take)
  stream.on('error', (error: unknown) => {
    failure ??= error
  })
  return (bytes, last) => {
    if (last) stream.end()
    else stream.write(Buffer.from(bytes))
    if (failure !== undefined) throw failure
  }
}
