import { isBlank } from './blanks.js'
import { controlIn, lineOf, missingNewline } from './delimited.js'
import { type FieldRules, fieldValue, fitFields } from './field-rules.js'
import { type CutFields, type CutRecord, UNFINISHED } from './lines.js'
import { FAULT_CODE } from '../reports/load-error.js'
import type { RecordFault } from './record-reader.js'

/** How CSV is cut. */
interface CsvOptions extends FieldRules {
  readonly delimiter: string
  readonly quote: string
  readonly nullAs: string
}

/** Cuts CSV. https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-csv */
export function csvCutter(options: CsvOptions): CutRecord {
  const { delimiter, quote, nullAs } = options
  return (text, start, newline, last) => {
    if (newline === Infinity && !last) return UNFINISHED
    const end = newline === Infinity ? text.length : newline + 1
    const line = lineOf(text, start, newline === Infinity ? end : newline)
    if (line.includes(quote)) return quotedRecord(text, start, newline, last, options)
    const control = controlIn(line, delimiter, nullAs)
    if (control >= 0 && control + 1 < line.length)
      return { end, fields: [], fault: missingNewline(line, control + 1) }
    const fields = (control < 0 ? line : line.slice(0, control))
      .split(delimiter)
      .map((field) => fieldValue(field, nullAs))
    return { end, fields, fault: fitFields(fields, options) }
  }
}

/** Cuts a record with a quoted field, in which delimiters and newlines are text. */
function quotedRecord(
  text: string,
  start: number,
  newline: number,
  last: boolean,
  options: CsvOptions,
): CutFields | typeof UNFINISHED {
  const { delimiter, quote, nullAs } = options
  const fields: (string | null)[] = []
  // A record that is wrong ends with the line it began on.
  const wrong = (field: string): CutFields => ({
    end: newline === Infinity ? text.length : newline + 1,
    fields,
    fault: misquoted(Math.min(fields.length, options.columns - 1), field),
  })
  let at = start
  for (;;) {
    let open = at
    while (isBlank(text.charCodeAt(open)) && text[open] !== '\n' && text[open] !== delimiter) open++
    let value: string
    if (text[open] === quote) {
      const close = closingQuote(text, open, quote)
      // A quote at the very end may be the first of two.
      if (close < 0 || (close + 1 === text.length && !last))
        return last ? wrong(text.slice(open, open + 1)) : UNFINISHED
      value = text.slice(open + 1, close).replaceAll(quote + quote, quote)
      at = close + 1
      while (isBlank(text.charCodeAt(at)) && text[at] !== '\n' && text[at] !== delimiter) at++
      if (at === text.length && !last) return UNFINISHED
      if (at < text.length && text[at] !== delimiter && text[at] !== '\n') return wrong(value)
    } else {
      const stop = plainEnd(text, at, delimiter, quote)
      if (stop === text.length && !last) return UNFINISHED
      if (text[stop] === quote) return wrong(text.slice(at, stop))
      value = text[stop] === delimiter ? text.slice(at, stop) : lineOf(text, at, stop)
      at = stop
    }
    fields.push(fieldValue(value, nullAs))
    if (text[at] !== delimiter)
      return { end: Math.min(at + 1, text.length), fields, fault: fitFields(fields, options) }
    at++
  }
}

function closingQuote(text: string, open: number, quote: string): number {
  let at = text.indexOf(quote, open + 1)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

function plainEnd(text: string, start: number, delimiter: string, quote: string): number {
  let at = start
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== quote) at++
  return at
}

/** As users report it, with the field up to the quotation mark. */
function misquoted(column: number, field: string): RecordFault {
  return { code: FAULT_CODE.delimiter, reason: 'Invalid quote formatting for CSV', column, field }
}
