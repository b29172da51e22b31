import { FAULT_CODE } from '../reports/load-error.js'
import type { RecordFault, RecordReader } from './record-reader.js'
import { isTooLarge, LARGEST_ROW, TextWindow } from './text-window.js'

/** What {@link CutRecord} returns if more of the record is yet to come. */
export const UNFINISHED = Symbol('unfinished')

/** A record as it was cut out of the text. */
export interface CutFields {
  readonly fields: (string | null)[]
  /** After the record, and after its newline if it has one. */
  readonly end: number
  readonly fault?: RecordFault | undefined
}

/** Cuts the record that begins at `start`. `newline` is the next one, Infinity if there is none. */
export type CutRecord = (
  text: string,
  start: number,
  newline: number,
  last: boolean,
) => CutFields | typeof UNFINISHED

/** How lines are read, in every text format. */
interface LineOptions {
  readonly ignoreHeader: number
  readonly ignoreBlankLines: boolean
}

const TOO_LONG: RecordFault = {
  code: FAULT_CODE.line,
  reason: `Line exceeds the maximum row size of ${LARGEST_ROW} bytes`,
}

/** Reads text of records that end with a newline. */
export class Lines implements RecordReader {
  fields: readonly (string | null)[] = []
  fault: RecordFault | undefined
  line = 1
  raw = ''
  readonly #window = new TextWindow()
  readonly #cut: CutRecord
  readonly #ignoreBlankLines: boolean
  #headers: number
  // Whether to skip the rest of a line whose beginning was a fault.
  #skipping = false

  constructor(cut: CutRecord, { ignoreHeader, ignoreBlankLines }: LineOptions) {
    this.#cut = cut
    this.#headers = ignoreHeader
    this.#ignoreBlankLines = ignoreBlankLines
  }

  push(bytes: Buffer, last: boolean): void {
    this.#window.push(bytes, last)
  }

  next(): boolean {
    const window = this.#window
    if (this.#skipping && !window.skipLine()) return false
    this.#skipping = false
    for (; this.#headers > 0; this.#headers--) if (!window.skipLine()) return false
    if (this.#ignoreBlankLines) while (this.#atBlankLine()) window.skipLine()
    if (window.ended || !window.ready) return false
    const { text, at: start } = window
    const record = this.#cut(text, start, window.newline, window.last)
    if (record === UNFINISHED) {
      if (window.wait()) return false
      return this.#giveUp(start)
    }
    this.line = window.line
    this.raw = text.slice(start, record.end)
    this.fields = record.fields
    this.fault = isTooLarge(this.raw) ? TOO_LONG : record.fault
    window.moveTo(record.end)
    return true
  }

  /** Takes the line at `start`, which is no record and never becomes one, for a fault. */
  #giveUp(start: number): boolean {
    const window = this.#window
    this.line = window.line
    this.raw = window.text.slice(start, window.newline)
    this.fault = TOO_LONG
    this.#skipping = !window.skipLine()
    return true
  }

  #atBlankLine(): boolean {
    const { text, at, newline } = this.#window
    return newline === at || (newline === at + 1 && text[at] === '\r')
  }
}
