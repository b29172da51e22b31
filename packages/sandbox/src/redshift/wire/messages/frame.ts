/** One message of PostgreSQL's protocol. https://www.postgresql.org/docs/18/protocol-message-formats.html */
export interface Frame {
  /** Its type, one letter; empty for the messages that open a connection, which have none. */
  readonly type: string
  /** All of it, head included. */
  readonly bytes: Buffer
}

/** The bytes of `frame` after its head. */
export function body(frame: Frame): Buffer {
  return frame.bytes.subarray(frame.type ? 5 : 4)
}

/** Cuts what arrives into frames. */
export class FrameReader {
  /** Whether messages begin with a type; a client's do not until it has asked for a connection. */
  #typed: boolean
  readonly #longest: number
  #chunks: Buffer[] = []
  #size = 0
  /** How much must be there before it is worth looking. */
  #needed = 4

  /** A message may have `longest` bytes. */
  constructor({ typed, longest = 2 ** 31 }: { typed: boolean; longest?: number }) {
    this.#typed = typed
    this.#longest = longest
  }

  /** The frames that `chunk` completes; they share its memory. Throws a RangeError if a length is impossible. */
  *push(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#needed) return
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#size)
    let at = 0
    for (;;) {
      const head = this.#typed ? 1 : 0
      this.#needed = head + 4
      if (bytes.length - at < this.#needed) break
      const length = bytes.readInt32BE(at + head)
      if (length < (head ? 4 : 8) || length > this.#longest)
        throw new RangeError(`A message of ${length} bytes was announced`)
      this.#needed = head + length
      if (bytes.length - at < this.#needed) break
      const end = at + this.#needed
      const frame = { type: head ? String.fromCharCode(bytes[at] ?? 0) : '', bytes: bytes.subarray(at, end) }
      if (!head && bytes.readInt16BE(at + 4) === 3) this.#typed = true
      yield frame
      at = end
    }
    this.#chunks = at < bytes.length ? [bytes.subarray(at)] : []
    this.#size = bytes.length - at
  }
}
