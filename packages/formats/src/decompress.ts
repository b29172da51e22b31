import { Readable } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'
import type { Compression } from './compression.js'

type Bytes = AsyncIterable<Uint8Array>

/**
 * Yields what `content` holds, decompressed. If it is `cut`, its end is missing, which is then
 * no fault. Reads no further than its reader does. Throws if it is not so compressed, and for
 * lzop, which nothing here can read.
 */
export function decompress(content: Bytes, compression: Compression, cut = false): Bytes {
  switch (compression) {
    case 'gzip':
      return gunzip(content, cut)
    case 'zstd':
      return pushed(content, unzstd, cut)
    case 'bzip2':
      return pushed(content, bunzip2, cut)
    case 'lzop':
      throw new Error('Nothing here reads lzop.')
    case 'none':
      return content
  }
}

async function* gunzip(content: Bytes, cut: boolean): Bytes {
  const source = Readable.from(content, { objectMode: true })
  const stream = createGunzip(cut ? { finishFlush: constants.Z_SYNC_FLUSH } : {})
  source.on('error', (error) => stream.destroy(error))
  try {
    yield* source.pipe(stream) as Bytes
  } finally {
    source.destroy()
  }
}

// Libraries are loaded when something is read by them: most runs read nothing, or none of what they read.

/** Takes compressed bytes, or the end where there are none. */
type Push = (bytes?: Uint8Array) => void

// Small pieces, since a few compressed bytes may hold very many.
const PIECE = 1_024

async function* pushed(
  content: Bytes,
  start: (take: (bytes: Uint8Array) => void) => Promise<Push>,
  cut: boolean,
): Bytes {
  const taken: Uint8Array[] = []
  const push = await start((bytes) => taken.push(Buffer.from(bytes)))
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      push(chunk.subarray(at, at + PIECE))
      yield* taken.splice(0)
    }
  }
  if (!cut) push()
  yield* taken
}

// Node's own zstd came with 22.15.
async function unzstd(take: (bytes: Uint8Array) => void): Promise<Push> {
  const { Decompress } = await import('fzstd')
  const stream = new Decompress(take)
  return (bytes) => stream.push(bytes ?? new Uint8Array(), bytes === undefined)
}

async function bunzip2(take: (bytes: Uint8Array) => void): Promise<Push> {
  const { default: unbzip2 } = await import('unbzip2-stream')
  const stream = unbzip2()
  let failure: unknown
  stream.on('data', take)
  stream.on('error', (error: unknown) => {
    failure ??= error
  })
  return (bytes) => {
    if (bytes === undefined) stream.end()
    else stream.write(Buffer.from(bytes))
    if (failure !== undefined) throw failure
  }
}
