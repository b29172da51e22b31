import type { UnloadRow } from './row-format.js'

/** Turns rows into the bytes of one file. */
export interface RowEncoder {
  /** The bytes that are there with this row; perhaps none yet. */
  row(values: UnloadRow): Buffer | undefined
  /** The bytes at the end of the file. */
  end(): Buffer
}

/** Text is handed on in pieces of about this many characters. */
const PIECE = 64 * 1024

/** Rows as text, line by line, after `head`. */
export class TextEncoder implements RowEncoder {
  readonly #line: (values: UnloadRow) => string
  #text: string

  constructor(head: string, line: (values: UnloadRow) => string) {
    this.#text = head
    this.#line = line
  }

  row(values: UnloadRow): Buffer | undefined {
    this.#text += this.#line(values)
    return this.#text.length < PIECE ? undefined : this.end()
  }

  end(): Buffer {
    const bytes = Buffer.from(this.#text)
    this.#text = ''
    return bytes
  }
}
