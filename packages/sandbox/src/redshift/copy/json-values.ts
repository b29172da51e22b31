import { trimEnd } from './blanks.js'
import { incomplete, malformed, type JsonScanner } from './json-scanner.js'
import { faultCode } from './load-error.js'
import type { RecordFault, RecordReader } from './record-reader.js'

/** Bytes of the largest value COPY takes. */
export const largestValue = 4 * 1024 * 1024

// As users report it of JSON that COPY cannot read.
const invalid: RecordFault = { code: faultCode.line, reason: 'Invalid value.' }
const tooLarge: RecordFault = {
  code: faultCode.line,
  reason: `JSON value exceeds the maximum size of ${largestValue} bytes`,
}

const rawLength = 1_024
const sentinel = Buffer.alloc(1)

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
  readonly #scanner: JsonScanner
  #state: 'header' | 'between' | 'text' | 'recovery' = 'header'
  #headers: number
  #text = ''
  #bytes = sentinel
  #at = 0
  #last = false
  // Less text than this does not hold the whole of the value at #at: it is scanned anew only when there is twice
  // as much, so that a large value costs no more than its size.
  #enough = 0
  #lines = 1
  #newline = Infinity
  #atLineHead = false

  constructor(scanner: JsonScanner, ignoreHeader = 0) {
    this.#scanner = scanner
    this.#headers = ignoreHeader
  }

  get fields(): readonly (string | null)[] {
    return this.#scanner.fields
  }

  push(bytes: Buffer, last: boolean): void {
    this.#moveTo(this.#at)
    const rest = this.#bytes.subarray(this.#at, this.#text.length)
    this.#bytes = Buffer.concat([rest, bytes, sentinel])
    this.#text = this.#bytes.toString('latin1', 0, rest.length + bytes.length)
    this.#scanner.load(this.#text, this.#bytes)
    this.#at = 0
    this.#newline = this.#newlineFrom(0)
    this.#last = last
  }

  next(): boolean {
    this.fault = undefined
    if (this.#state === 'header' && !this.#skipHeader()) return false
    if (this.#state === 'recovery' && !this.#recover()) return false
    if (this.#state === 'text') return this.#readText()
    this.#skipBlanks()
    if (this.#at === this.#text.length) return false
    if (this.#atBracket()) return this.#readValue()
    this.#state = 'text'
    this.raw = ''
    this.line = this.#lines
    return this.#readText()
  }

  #readValue(): boolean {
    const text = this.#text
    const start = this.#at
    const size = text.length - start
    if (size < this.#enough && !this.#last) return false
    const end = this.#scanner.scan(start)
    if (end === incomplete && !this.#last && size <= largestValue) {
      this.#enough = Math.min(2 * size, largestValue + 1)
      return false
    }
    this.#enough = 0
    if (end >= 0) {
      this.fault = end - start > largestValue ? tooLarge : this.#scanner.fault
      this.#moveTo(end)
      this.raw = text.slice(start, end)
      this.line = this.#lines
    } else {
      const stop = end === malformed ? this.#scanner.stop : text.length
      this.fault = stop - start > largestValue ? tooLarge : { ...invalid, position: stop - start }
      this.raw = trimEnd(text.slice(start, stop))
      this.#moveTo(start + this.raw.length)
      this.line = this.#lines
      this.#moveTo(stop)
      this.#atLineHead = text[stop - 1] === '\n'
      this.#state = 'recovery'
    }
    return true
  }

  /** Passes over what is neither blank nor a value, and is one fault once its end is seen. */
  #readText(): boolean {
    const start = this.#at
    while (this.#at < this.#text.length && !this.#atBracket()) this.#at++
    if (this.raw.length < rawLength) this.raw += this.#text.slice(start, this.#at)
    this.#moveTo(this.#at)
    if (this.#at === this.#text.length && !this.#last) return false
    this.fault = invalid
    this.#state = 'between'
    return true
  }

  #recover(): boolean {
    while (!(this.#atLineHead && this.#atBracket())) {
      this.#moveTo(Math.min(this.#newline + 1, this.#text.length))
      this.#atLineHead = this.#text[this.#at - 1] === '\n'
      if (this.#at === this.#text.length) return false
    }
    this.#state = 'between'
    return true
  }

  #skipHeader(): boolean {
    for (; this.#headers > 0; this.#headers--) {
      const newline = this.#newline
      this.#moveTo(Math.min(newline + 1, this.#text.length))
      if (newline === Infinity) return false
    }
    this.#state = 'between'
    return true
  }

  #skipBlanks(): void {
    const bytes = this.#bytes
    let at = this.#at
    while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
    this.#moveTo(at)
  }

  #atBracket(): boolean {
    const code = this.#bytes[this.#at]
    return code === 0x7b /* { */ || code === 0x5b /* [ */
  }

  /** Goes to `at`, counting the lines passed. */
  #moveTo(at: number): void {
    while (this.#newline < at) {
      this.#lines++
      this.#newline = this.#newlineFrom(this.#newline + 1)
    }
    this.#at = at
  }

  #newlineFrom(at: number): number {
    const newline = this.#text.indexOf('\n', at)
    return newline < 0 ? Infinity : newline
  }
}
