import { Decompress } from 'fzstd'
import xxhash from 'xxhash-wasm'

const MAGIC = 0xfd2fb528
/** The first of sixteen magic numbers of frames that hold nothing. */
const SKIPPABLE_MAGIC = 0x184d2a50

/**
 * What reads zstd, frame by frame, and checks the checksum of each frame that has one, which fzstd does not.
 * https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export async function zstdReader(
  take: (bytes: Uint8Array) => void,
): Promise<(bytes: Uint8Array, last: boolean) => void> {
  const { create64 } = await xxhash()
  let open = false
  const frames = walk()
  let needed = frames.next().value
  let waiting: Buffer = Buffer.alloc(0)
  return (bytes, last) => {
    waiting = Buffer.concat([waiting, bytes])
    while (waiting.length >= needed) {
      const piece = waiting.subarray(0, needed)
      waiting = waiting.subarray(needed)
      needed = frames.next(piece).value
    }
    if (last && (waiting.length > 0 || open)) throw new Error('The zstd stream is cut off')
  }

  /** Asks for as many bytes as it yields, again and again. */
  function* walk(): Generator<number, never, Buffer> {
    for (;;) {
      const magic = yield 4
      open = true
      if ((magic.readUInt32LE() & ~0xf) >>> 0 === SKIPPABLE_MAGIC) yield* skipped()
      else if (magic.readUInt32LE() === MAGIC) yield* frame(magic)
      else throw new Error('This is no zstd frame')
      open = false
    }
  }

  function* skipped(): Generator<number, void, Buffer> {
    yield (yield 4).readUInt32LE()
  }

  function* frame(magic: Buffer): Generator<number, void, Buffer> {
    const digest = create64()
    const decompressor = new Decompress((bytes) => {
      digest.update(bytes)
      take(Buffer.from(bytes))
    })
    const descriptor = yield 1
    const flags = descriptor[0] ?? 0
    const rest = yield headLength(flags)
    decompressor.push(Buffer.concat([magic, descriptor, rest]))
    for (let isLast = false; !isLast;) {
      const head = yield 3
      const [word, type] = [head.readUIntLE(0, 3), ((head[0] ?? 0) >> 1) & 3]
      isLast = (word & 1) === 1
      // A block of one byte, repeated, has that byte alone.
      const content = yield type === 1 ? 1 : word >> 3
      decompressor.push(Buffer.concat([head, content]))
    }
    const checksum = hasChecksum(flags) ? yield 4 : Buffer.alloc(0)
    decompressor.push(checksum, true)
    if (checksum.length > 0 && checksum.readUInt32LE() !== Number(digest.digest() & 0xffffffffn))
      throw new Error('The checksum of a zstd frame is another')
  }
}

/** Bytes of a frame's head after its descriptor: window, dictionary, size of the content. */
function headLength(flags: number): number {
  const single = (flags >> 5) & 1
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const size = [single, 2, 4, 8][flags >> 6] ?? 0
  return (single ? 0 : 1) + dictionary + size
}

function hasChecksum(flags: number): boolean {
  return ((flags >> 2) & 1) === 1
}
