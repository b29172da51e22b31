import { compareKeys } from '@arbalest/core'
import { keyOf } from './entry.js'

/** Lines in key order, of which the first key and the last are known before any is read. */
export interface Passage {
  readonly first: string
  readonly last: string
  /** The lines, some at a time. */
  lines(): AsyncIterable<readonly string[]>
}

/**
 * Goes through the lines of passages that follow one another. Methods answer a
 * promise only where they have to wait for lines: millions of steps need none.
 */
export class RunCursor {
  /** The key it stands at; undefined at the end. */
  key: string | undefined
  /** The line it stands at; undefined at the end, and where it stands at a passage that has not been opened. */
  line: string | undefined
  readonly #passages: readonly Passage[]
  #next = 0
  #reading: AsyncIterator<readonly string[]> | undefined
  #lines: readonly string[] = []
  #at = 0

  constructor(passages: readonly Passage[]) {
    this.#passages = passages
    this.#standBefore()
  }

  /** Has the line read that it stands at. */
  read(): Promise<void> | undefined {
    if (this.line !== undefined || this.key === undefined) return undefined
    this.#reading = this.#passages[this.#next++]!.lines()[Symbol.asyncIterator]()
    return this.#readOn()
  }

  /** Goes on to the line behind the one it stands at, which must have been read. */
  advance(): Promise<void> | undefined {
    if (++this.#at === this.#lines.length) return this.#readOn()
    this.#stand()
    return undefined
  }

  /** Goes on to the first key that is not below `key`, past passages below it without opening them. */
  seek(key: string): Promise<void> | undefined {
    if (this.line === undefined) return this.#seekPassage(key)
    while (this.key !== undefined && compareKeys(this.key, key) < 0) {
      if (++this.#at === this.#lines.length) return this.#seekOn(key)
      this.#stand()
    }
    return undefined
  }

  /** Lets go of what is being read. */
  async close(): Promise<void> {
    const reading = this.#reading
    this.#reading = undefined
    await reading?.return?.()
  }

  #seekPassage(key: string): Promise<void> | undefined {
    while (this.#next < this.#passages.length && compareKeys(this.#passages[this.#next]!.last, key) < 0)
      this.#next++
    this.#standBefore()
    if (this.key === undefined || compareKeys(this.key, key) >= 0) return undefined
    return this.read()!.then(() => this.seek(key))
  }

  async #seekOn(key: string): Promise<void> {
    if (compareKeys(this.#passages[this.#next - 1]!.last, key) < 0) {
      await this.close()
      this.#standBefore()
    } else await this.#readOn()
    await this.seek(key)
  }

  async #readOn(): Promise<void> {
    const { value, done } = await this.#reading!.next()
    if (done) this.#standBefore()
    else {
      this.#lines = value
      this.#at = 0
      this.#stand()
    }
  }

  #stand(): void {
    this.line = this.#lines[this.#at]!
    this.key = keyOf(this.line)
  }

  #standBefore(): void {
    this.line = undefined
    this.key = this.#passages[this.#next]?.first
  }
}
