import { trimEnd } from '../text/blanks.js'
import { INCOMPLETE, MALFORMED } from './json-grammar.js'
import type { JsonScanner } from './json-scanner.js'
import { FAULT_CODE } from '../reports/load-error.js'
import type { RecordFault, RecordReader } from '../text/record-reader.js'
import { isTooLarge, LARGEST_ROW, TextWindow } from '../text/text-window.js'

// As users report it of JSON that COPY cannot read.
const INVALID: RecordFault = { code: FAULT_CODE.line, reason: 'Invalid value.' }
const TOO_LARGE: RecordFault = {
  code: FAULT_CODE.line,
  reason: `JSON value exceeds the maximum size of ${LARGEST_ROW} bytes`,
}

// Of our own: AWS does not say how COPY goes on after such a value, nor what it reports of what it leaves out.
const LEFT_OUT: RecordFault = {
  code: FAULT_CODE.line,
  reason: 'Left out: it follows an invalid value.',
}

const RAW_LENGTH = 1_024

/**
 * Reads JSON as COPY does: a stream of root values, objects or arrays, with blanks or nothing between them and
 * however many lines each. Anything else between two values is one fault. After a value that is no JSON it goes on
 * at the next line that begins with a bracket or brace; each value that stands before that is a fault of its own, so
 * that rows and faults together are all that an object holds.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json-data-file
 */
export class JsonValues implements RecordReader {
  fault: RecordFault | undefined
  line = 1
  raw = ''
  readonly #window = new TextWindow()
  readonly #scanner: JsonScanner
  #state: 'header' | 'between' | 'text' | 'recovery' = 'header'
  #headers: number
  #atLineHead = false
  /** The last byte but blanks before the place where recovery is. */
  #before = 0
  /** How many bytes of the invalid value recovery has not passed yet. */
  #invalid = 0

  constructor(scanner: JsonScanner, ignoreHeader = 0) {
    this.#scanner = scanner
    this.#headers = ignoreHeader
  }

  get fields(): readonly (string | null)[] {
    return this.#scanner.fields
  }

  push(bytes: Buffer, last: boolean): void {
    this.#window.push(bytes, last)
    this.#scanner.load(this.#window.text, this.#window.bytes)
  }

  next(): boolean {
    this.fault = undefined
    if (this.#state === 'header' && !this.#skipHeader()) return false
    if (this.#state === 'recovery') {
      const found = this.#recover()
      if (found !== 'resumed') return found === 'left out'
    }
    if (this.#state === 'text') return this.#readText()
    this.#skipBlanks()
    if (this.#window.ended) return false
    if (this.#atBracket()) return this.#window.ready && this.#readValue()
    this.#state = 'text'
    this.raw = ''
    this.line = this.#window.line
    return this.#readText()
  }

  #readValue(): boolean {
    const { text, at: start } = this.#window
    const end = this.#scanner.scan(start)
    if (end === INCOMPLETE && this.#window.wait()) return false
    const stop = end >= 0 ? end : end === MALFORMED ? this.#scanner.stop : text.length
    this.raw = end >= 0 ? text.slice(start, end) : trimEnd(text.slice(start, stop))
    this.#window.moveTo(start + this.raw.length)
    this.line = this.#window.line
    if (isTooLarge(this.raw)) this.fault = TOO_LARGE
    else if (end >= 0) this.fault = this.#scanner.fault
    else this.fault = { ...INVALID, position: stop - start }
    if (end < 0) {
      // From its beginning: a string without an end may have taken other values in.
      this.#window.moveTo(start + 1)
      this.#invalid = stop - this.#window.at
      this.#before = OPEN_BRACE
      this.#state = 'recovery'
    }
    return true
  }

  /** Passes over what is neither blank nor a value, and is one fault once its end is seen. */
  #readText(): boolean {
    const window = this.#window
    const start = window.at
    let at = start
    while (at < window.text.length && !isBracket(window.bytes[at])) at++
    if (this.raw.length < RAW_LENGTH) this.raw += window.text.slice(start, at)
    window.moveTo(at)
    if (window.ended && !window.last) return false
    this.fault = INVALID
    this.#state = 'between'
    return true
  }

  /** Goes on to the next value that is left out, or to the line at which reading resumes. */
  #recover(): 'left out' | 'resumed' | 'unfinished' {
    const window = this.#window
    const { text, bytes } = window
    for (let { at } = window; at < text.length; at++) {
      const byte = bytes[at]!
      if (isBracket(byte)) {
        if (this.#atLineHead && this.#passed(at) >= 0) {
          this.#moveTo(at)
          this.#state = 'between'
          return 'resumed'
        }
        const end = CONTINUES.includes(this.#before) ? MALFORMED : this.#scanner.scan(at)
        if (end === INCOMPLETE) {
          this.#moveTo(at)
          if (window.wait()) return 'unfinished'
        }
        if (end >= 0 || CLOSES.includes(this.#before)) return this.#leaveOut(at, end)
      }
      this.#atLineHead = byte === NEWLINE
      if (!isBlank(byte)) this.#before = byte
    }
    this.#moveTo(text.length)
    return 'unfinished'
  }

  /** Leaves out the value at `at`, which ends at `end` if it is whole. */
  #leaveOut(at: number, end: number): 'left out' {
    this.#moveTo(at)
    const behind = Math.max(end, at + 1)
    this.raw = this.#window.text.slice(at, end < 0 ? at + RAW_LENGTH : end)
    this.#before = this.#window.bytes[behind - 1]!
    this.#atLineHead = false
    this.#moveTo(behind)
    this.line = this.#window.line
    this.fault = LEFT_OUT
    return 'left out'
  }

  /** How far `at` is after the invalid value; negative within it. */
  #passed(at: number): number {
    return at - this.#window.at - this.#invalid
  }

  #moveTo(at: number): void {
    this.#invalid -= at - this.#window.at
    this.#window.moveTo(at)
  }

  #skipHeader(): boolean {
    for (; this.#headers > 0; this.#headers--) if (!this.#window.skipLine()) return false
    this.#state = 'between'
    return true
  }

  #skipBlanks(): void {
    const { bytes } = this.#window
    let { at } = this.#window
    while (isBlank(bytes[at])) at++
    // Not if nothing was skipped: moving would forget how much of the value is known to be too little.
    if (at > this.#window.at) this.#window.moveTo(at)
  }

  #atBracket(): boolean {
    return isBracket(this.#window.bytes[this.#window.at])
  }
}

function isBracket(byte: number | undefined): boolean {
  return byte === 0x7b /* { */ || byte === 0x5b /* [ */
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09
}

const NEWLINE = 0x0a
const OPEN_BRACE = 0x7b
/** After these, a bracket begins a value within another: `:`, `,` and `[`. */
const CONTINUES: readonly number[] = [0x3a, 0x2c, 0x5b]
/** After these, a bracket begins a value that is within no other: `}` and `]`. */
const CLOSES: readonly number[] = [0x7d, 0x5d]
