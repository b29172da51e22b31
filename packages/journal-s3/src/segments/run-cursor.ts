import { compareKeys } from '@arbalest/core/plugin'
import { JournalError, RESTORE } from '../store/journal-error.js'
import { Lines } from './lines.js'

/** Lines in key order, of which the first key and the last are known before any is read. */
export interface Passage {
  readonly first: string
  readonly last: string
  /** The lines, each with its end, some at a time. */
  lines(): AsyncIterable<string>
}

/**
 * Goes through the lines of passages that follow one another. Methods return a
 * promise only if they have to wait for lines: millions of steps need none.
 */
export class RunCursor {
  /** Whether it stands behind the last line. */
  isAtEnd = false
  readonly #rest: Iterator<Passage>
  /** The passage it stands in; undefined at the end. */
  #passage: Passage | undefined
  /** Stands at its line; undefined at the end, and before a passage that has not been opened. */
  #lines: Lines | undefined
  #reading: AsyncIterator<string> | undefined

  constructor(passages: readonly Passage[]) {
    this.#rest = passages.values()
    this.#standBeforeNext()
  }

  /** The key it stands at; none at the end. */
  get key(): string {
    return this.#lines?.key ?? this.#passage?.first ?? ''
  }

  /** The line it stands at, which is read if it has not been. Throws `JournalError` if there is none, though a passage said so. */
  read(): string | Promise<string> {
    return this.#lines?.line ?? this.#readFirst()
  }

  /**
   * Goes past the line it stands at if that says that `key` was loaded at `version`; returns whether it
   * did. False, too, if that takes more than a look at the line.
   */
  pass(key: string, version: string): boolean {
    return this.#lines !== undefined && this.#lines.says(key, version) && this.#lines.next()
  }

  /** Goes on to the line behind the one it stands at, which must have been read. */
  advance(): Promise<void> | undefined {
    return this.#lines?.next() ? undefined : this.#readOn()
  }

  /** Goes on to the first key that is not below `key`, past passages below it without opening them. */
  seek(key: string): Promise<void> | undefined {
    if (!this.#lines) return this.#seekPassage(key)
    while (compareKeys(this.#lines.key, key) < 0) {
      if (!this.#lines.next()) return this.#seekOn(key)
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
    if (this.#lines) return this.#lines.line
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
    else this.#lines = new Lines(read.value)
  }

  #standBeforeNext(): void {
    const { value } = this.#rest.next() as IteratorResult<Passage, undefined>
    this.#passage = value
    this.#lines = undefined
    this.isAtEnd = value === undefined
  }
}
