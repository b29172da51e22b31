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

const RAW_LENGTH = 1_024

/**
 * Reads JSON as COPY does: a stream of root values, objects or arrays, with blanks or nothing between them and
 * however many lines each. Anything else between two values is one fault. After a value that is no JSON it goes on
 * at the next line that begins with a bracket or brace.
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
    if (this.#state === 'recovery' && !this.#recover()) return false
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
      this.#window.moveTo(stop)
      this.#atLineHead = text[stop - 1] === '\n'
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

  #recover(): boolean {
    const window = this.#window
    while (!(this.#atLineHead && this.#atBracket())) {
      this.#atLineHead = window.skipLine()
      if (window.ended) return false
    }
    this.#state = 'between'
    return true
  }

  #skipHeader(): boolean {
    for (; this.#headers > 0; this.#headers--) if (!this.#window.skipLine()) return false
    this.#state = 'between'
    return true
  }

  #skipBlanks(): void {
    const { bytes } = this.#window
    let { at } = this.#window
    while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
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
