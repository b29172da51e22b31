/** An unsigned number of seven bits a byte, the lowest first, and how many bytes it has. */
export function varint(bytes: Uint8Array): { readonly value: bigint; readonly length: number } {
  let value = 0n
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) return { value, length: index + 1 }
  }
  throw new Cut()
}

/** Bytes end before what is read does, or would have to be read in too large a piece. */
export class Cut extends Error {}

const LONGEST_VARINT = 10

/** Reads a stream piece by piece. What is not there, or too large, throws `Cut`. */
export class Bytes {
  taken = 0
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async ended(): Promise<boolean> {
    await this.#fill(1)
    return this.#rest.length === 0
  }

  async take(length: number): Promise<Buffer> {
    await this.#fill(length)
    if (this.#rest.length < length) throw new Cut()
    const bytes = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    this.taken += length
    return bytes
  }

  async long(): Promise<bigint> {
    await this.#fill(LONGEST_VARINT)
    const { value, length } = varint(this.#rest.subarray(0, LONGEST_VARINT))
    await this.take(length)
    return (value >> 1n) ^ -(value & 1n)
  }

  async lengthAndBytes(most: number): Promise<Buffer> {
    const length = await this.long()
    if (length < 0n || length > BigInt(most)) throw new Cut()
    return this.take(Number(length))
  }

  async #fill(length: number): Promise<void> {
    if (this.#rest.length >= length) return
    const pieces = [this.#rest]
    for (let filled = this.#rest.length; filled < length;) {
      const { done, value } = await this.#source.next()
      if (done === true) break
      pieces.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      filled += value.length
    }
    this.#rest = Buffer.concat(pieces)
  }
}
