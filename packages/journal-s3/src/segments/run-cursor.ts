import { compareKeys } from '@arbalest/core/plugin'
import { JournalError, RESTORE } from '../store/journal-error.js'
import { keyOf } from './entry.js'

/** Lines in key order, of which the first key and the last are known before any is read. */
export interface Passage {
  readonly first: string
  readonly last: string
  /** The lines, some at a time. */
  lines(): AsyncIterable<readonly string[]>
}

/**
 * Goes through the lines of passages that follow one another. Methods return a
 * promise only if they have to wait for lines: millions of steps need none.
 */
export class RunCursor {
  /** The key it stands at; the last one at the end. */
  key = ''
  /** Whether it stands behind the last line. */
  isAtEnd = false
  readonly #rest: Iterator<Passage>
  /** The passage it stands in; undefined at the end. */
  #passage: Passage | undefined
  /** The line it stands at; undefined at the end, and before a passage that has not been opened. */
  #line: string | undefined
  #reading: AsyncIterator<readonly string[]> | undefined
  #lines: readonly string[] = []
  #at = 0

  constructor(passages: readonly Passage[]) {
    this.#rest = passages.values()
    this.#standBeforeNext()
  }

  /** The line it stands at, which is read if it has not been. Throws `JournalError` if there is none, though a passage said so. */
  read(): string | Promise<string> {
    return this.#line ?? this.#readFirst()
  }

  /** Goes on to the line behind the one it stands at, which must have been read. */
  advance(): Promise<void> | undefined {
    const line = this.#lines[++this.#at]
    if (line === undefined) return this.#readOn()
    this.#standAt(line)
    return undefined
  }

  /** Goes on to the first key that is not below `key`, past passages below it without opening them. */
  seek(key: string): Promise<void> | undefined {
    if (this.#line === undefined) return this.#seekPassage(key)
    while (compareKeys(this.key, key) < 0) {
      const line = this.#lines[++this.#at]
      if (line === undefined) return this.#seekOn(key)
      this.#standAt(line)
    }
    return undefined
  }

  /** Stops reading. */
  async close(): Promise<void> {
    const reading = this.#reading
    this.#reading = undefined
    await reading?.return?.()
  }

  async #readFirst(): Promise<string> {
    const { key } = this
    await this.#open()
    if (this.#line !== undefined) return this.#line
    throw new JournalError(
      'JOURNAL_UNREADABLE',
      `The segment of the journal that begins with "${key}" holds no entry; ${RESTORE}.`,
    )
  }

  #open(): Promise<void> {
    this.#reading = this.#passage?.lines()[Symbol.asyncIterator]()
    return this.#readOn()
  }

  #seekPassage(key: string): Promise<void> | undefined {
    while (this.#passage && compareKeys(this.#passage.last, key) < 0) this.#standBeforeNext()
    if (this.isAtEnd || compareKeys(this.key, key) >= 0) return undefined
    return this.#open().then(() => this.seek(key))
  }

  async #seekOn(key: string): Promise<void> {
    if (this.#passage && compareKeys(this.#passage.last, key) < 0) {
      await this.close()
      this.#standBeforeNext()
    } else await this.#readOn()
    await this.seek(key)
  }

  async #readOn(): Promise<void> {
    const read = await this.#reading?.next()
    if (!read || read.done) this.#standBeforeNext()
    else {
      this.#lines = read.value
      this.#at = -1
      await this.advance()
    }
  }

  #standAt(line: string): void {
    this.#line = line
    this.key = keyOf(line)
  }

  #standBeforeNext(): void {
    const { value } = this.#rest.next() as IteratorResult<Passage, undefined>
    this.#passage = value
    this.#line = undefined
    if (value) this.key = value.first
    else this.isAtEnd = true
  }
}
