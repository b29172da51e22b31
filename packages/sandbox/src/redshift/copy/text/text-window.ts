/** Bytes of the largest row COPY takes. https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-load.html */
export const LARGEST_ROW = 4 * 1024 * 1024

/**
 * Whether a record is larger than COPY takes; pipe characters count twice.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json
 */
export function isTooLarge(record: string): boolean {
  if (record.length <= LARGEST_ROW / 2) return false
  return record.length + record.split('|').length - 1 > LARGEST_ROW
}

const SENTINEL = Buffer.alloc(1)

/**
 * The stretch of an object that a reader looks at: what has come and is not yet read, one character a byte. It is
 * one flat string, and also its bytes, since a loop over bytes takes a third of the time of one over characters.
 */
export class TextWindow {
  text = ''
  /** The bytes of `text`, with a zero byte after them. */
  bytes: Buffer = SENTINEL
  /** Where the reader is. */
  at = 0
  /** The line that `at` is on, counted from 1. */
  line = 1
  /** The next newline at or after `at`; Infinity if there is none yet. */
  newline = Infinity
  /** Whether nothing more will come. */
  last = false
  // A record that is not whole is looked at again only when there is twice as much of it, so that a large one costs
  // no more than its size.
  #enough = 0

  push(bytes: Buffer, last: boolean): void {
    const rest = this.bytes.subarray(this.at, this.text.length)
    this.bytes = Buffer.concat([rest, bytes, SENTINEL])
    this.text = this.bytes.toString('latin1', 0, rest.length + bytes.length)
    this.at = 0
    this.newline = this.newlineFrom(0)
    this.last = last
  }

  /** Whether everything has been read. */
  get ended(): boolean {
    return this.at === this.text.length
  }

  /** Whether another look at the record at `at` is worth while. */
  get ready(): boolean {
    return this.last || this.text.length - this.at >= this.#enough
  }

  /** Notes that the record at `at` is not whole. Returns false if it never will be, or is too large already. */
  wait(): boolean {
    const size = this.text.length - this.at
    if (this.last || size > LARGEST_ROW) return false
    this.#enough = Math.min(2 * size, LARGEST_ROW + 1)
    return true
  }

  /** Goes to `at`, counting the lines passed. */
  moveTo(at: number): void {
    while (this.newline < at) {
      this.line++
      this.newline = this.newlineFrom(this.newline + 1)
    }
    this.at = at
    this.#enough = 0
  }

  /** Goes after the next newline, or to the end. Returns false if there is none yet. */
  skipLine(): boolean {
    const found = this.newline !== Infinity
    this.moveTo(found ? this.newline + 1 : this.text.length)
    return found
  }

  newlineFrom(at: number): number {
    const newline = this.text.indexOf('\n', at)
    return newline < 0 ? Infinity : newline
  }
}
