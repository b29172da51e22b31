/**
 * Memory for one object of a journal at a time, which the next is read into. Each in memory of its
 * own would wait for the garbage collector, which does not hurry: ten million keys have a hundred segments.
 */
export class SegmentMemory {
  readonly #size: number
  #memory = Buffer.alloc(0)

  /** `size` is how many bytes the largest object has, if that is known: growing leaves memory to the garbage collector, too. */
  constructor(size = 0) {
    this.#size = size
  }

  /** Returns the bytes of `body`; what was returned before is overwritten. Throws what `body` throws. */
  async read(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
    let length = 0
    for await (const piece of body) {
      const end = length + piece.length
      if (end > this.#memory.length) this.#grow(length, end)
      this.#memory.set(piece, length)
      length = end
    }
    return this.#memory.subarray(0, length)
  }

  #grow(length: number, least: number): void {
    const longer = Buffer.allocUnsafeSlow(Math.max(this.#size, least, 2 * this.#memory.length))
    this.#memory.copy(longer, 0, 0, length)
    this.#memory = longer
  }
}
