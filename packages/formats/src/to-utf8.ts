/** The encodings of text, as they are named to COPY: `utf16` goes by the byte order mark. */
export type Encoding = 'utf8' | 'utf16' | 'utf16le' | 'utf16be'

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Yields text as UTF-8, without a byte order mark. Bytes that are no UTF-8 stay as they are. */
export async function* toUtf8(
  content: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  const pieces = beginningWith(content, BYTE_ORDER_MARK.length)
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let first = true
  for await (const piece of pieces) {
    if (encoding === 'utf8') {
      const marked = first && BYTE_ORDER_MARK.equals(piece.subarray(0, BYTE_ORDER_MARK.length))
      yield marked ? piece.subarray(BYTE_ORDER_MARK.length) : piece
    } else {
      decoder ??= new TextDecoder(isBigEndian(encoding, piece) ? 'utf-16be' : 'utf-16le')
      yield Buffer.from(decoder.decode(piece, { stream: true }))
    }
    first = false
  }
}

function isBigEndian(encoding: Encoding, beginning: Uint8Array): boolean {
  return encoding === 'utf16be' || (encoding === 'utf16' && beginning[0] === 0xfe && beginning[1] === 0xff)
}

/** Yields pieces of which the first has at least `length` bytes, if there are as many. */
async function* beginningWith(
  content: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let beginning: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of content) {
    if (!beginning) {
      yield piece
      continue
    }
    beginning = Buffer.concat([beginning, piece])
    if (beginning.length < length) continue
    yield beginning
    beginning = undefined
  }
  if (beginning && beginning.length > 0) yield beginning
}
