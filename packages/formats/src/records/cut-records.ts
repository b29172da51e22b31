/** How records are written in CSV. */
export interface CsvMarks {
  /** The character between two fields. */
  readonly delimiter: string
  /** The quotation mark around a field; one within it is written twice. */
  readonly quote: string
}

/** A record as it is cut out of the text. */
export interface CutRecord {
  readonly fields: readonly string[]
  /** Whether its line is empty. */
  readonly isBlank: boolean
  /** The line that it begins on, from 1, as COPY counts. */
  readonly line: number
  /** How many lines it takes. */
  readonly lines: number
  /** Why COPY would refuse it, if it would. */
  readonly fault?: string | undefined
}

/**
 * Yields the records of `text` as COPY reads them, which is not as RFC 4180 says: blanks beside a quoted field
 * count for nothing, and a quotation mark within a field that is not quoted is a fault
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-csv). If `text` is `cut`,
 * its end is missing, and a record that reaches there is left out.
 */
export function* cutRecords(text: string, marks: CsvMarks, cut: boolean): Generator<CutRecord> {
  let line = 1
  for (let at = 0; at < text.length;) {
    const { fields, end, fault } = recordAt(text, at, marks, cut)
    if (cut && end >= text.length) return
    const whole = text.slice(at, end)
    const lines = whole.split('\n').length - (whole.endsWith('\n') ? 1 : 0)
    yield { fields, isBlank: /^\r?\n?$/.test(whole), line, lines, fault }
    line += lines
    at = end
  }
}

interface Cut {
  readonly fields: readonly string[]
  /** After the record and its line break. */
  readonly end: number
  readonly fault?: string
}

function recordAt(text: string, start: number, { delimiter, quote }: CsvMarks, cut: boolean): Cut {
  const fields: string[] = []
  const newline = text.indexOf('\n', start)
  // What is wrong ends with the line that it began on.
  const wrong = (fault: string): Cut => ({ fields, end: newline < 0 ? text.length : newline + 1, fault })
  for (let at = start; ; at++) {
    const open = skipBlanks(text, at, delimiter)
    if (text[open] === quote) {
      const close = closingQuote(text, open, quote)
      if (close < 0 && cut) return { fields, end: text.length }
      if (close < 0) return wrong(`has an opening ${quote} without a closing one`)
      fields.push(text.slice(open + 1, close).replaceAll(quote + quote, quote))
      at = skipBlanks(text, close + 1, delimiter)
      if (at < text.length && text[at] !== delimiter && text[at] !== '\n')
        return wrong(`has text between a closing ${quote} and the end of the field`)
    } else {
      const stop = plainEnd(text, at, delimiter, quote)
      if (text[stop] === quote) return wrong(`has a ${quote} inside a field that does not begin with one`)
      const field = text.slice(at, stop)
      fields.push(text[stop] !== delimiter && field.endsWith('\r') ? field.slice(0, -1) : field)
      if (fields.at(-1)!.includes('\r')) return wrong('has a carriage return in the middle of a line')
      at = stop
    }
    if (fields.at(-1)!.includes('\0')) return wrong('has the character NUL')
    if (text[at] !== delimiter) return { fields, end: Math.min(at + 1, text.length) }
  }
}

function skipBlanks(text: string, start: number, delimiter: string): number {
  let at = start
  while (BLANKS.includes(text[at] ?? '-') && text[at] !== delimiter) at++
  return at
}

// All that counts as white space to COPY, line breaks aside.
const BLANKS = ' \t\v\f\r'

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
