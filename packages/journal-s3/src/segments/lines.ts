import { keyOf } from './entry.js'

/** Goes through the lines of a text, each with its end. Planning reads millions, so that no line is cut out that is not asked for. */
export class Lines {
  readonly #text: string
  readonly #isPlain: boolean
  #start = 0
  /** Where the line feed of the line is that it stands at; undefined if that was not looked for yet. */
  #end: number | undefined
  #key: string | undefined

  /** Stands at the first line of `text`, which has at least one. */
  constructor(text: string) {
    this.#text = text
    this.#isPlain = !text.includes('\\')
  }

  /** The line, without its end. */
  get line(): string {
    return this.#text.slice(this.#start, this.#lineFeed())
  }

  /** The key in the line. Throws `JournalError` if the line is no entry. */
  get key(): string {
    return (this.#key ??= keyOf(this.line))
  }

  /** Whether the line says that `key` was loaded at `version`; false, too, if that takes parsing it to know. */
  says(key: string, version: string): boolean {
    const text = this.#text
    const keyStart = this.#start + '["'.length
    const keyEnd = keyStart + key.length
    const versionStart = keyEnd + '","'.length
    const versionEnd = versionStart + version.length
    // Two texts without escapes have four quotation marks; where these stand, no other can be.
    return (
      this.#isPlain &&
      versionEnd + '"]'.length === this.#lineFeed() &&
      text.charCodeAt(keyEnd) === QUOTATION_MARK &&
      text.charCodeAt(versionStart - 1) === QUOTATION_MARK &&
      text.charCodeAt(versionEnd) === QUOTATION_MARK &&
      text.slice(keyStart, keyEnd) === key &&
      text.slice(versionStart, versionEnd) === version
    )
  }

  /** Goes on to the next line; returns whether there is one. */
  next(): boolean {
    const start = this.#lineFeed() + 1
    if (start === this.#text.length) return false
    this.#start = start
    this.#end = undefined
    this.#key = undefined
    return true
  }

  #lineFeed(): number {
    return (this.#end ??= this.#text.indexOf('\n', this.#start))
  }
}

const QUOTATION_MARK = 0x22
