import { isBlank } from './blanks.js'
import { FAULT_CODE } from '../reports/load-error.js'
import { type FieldRules, fieldValue, fitFields } from './field-rules.js'
import { type CutFields, type CutRecord, UNFINISHED } from './lines.js'
import type { RecordFault } from './record-reader.js'

/** How delimited text is cut. */
interface DelimitedOptions extends FieldRules {
  readonly delimiter: string
  /** A backslash takes the character after it literally. */
  readonly escape: boolean
  /** Quotation marks around a field are taken off. */
  readonly removeQuotes: boolean
  readonly nullAs: string
}

/**
 * Cuts text of fields with a delimiter between them.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
export function delimitedCutter(options: DelimitedOptions): CutRecord {
  const { delimiter, escape, removeQuotes, nullAs } = options
  return (text, start, newline, last) => {
    const stop = escape ? unescapedNewline(text, newline) : newline
    if (stop === Infinity && !last) return UNFINISHED
    const end = stop === Infinity ? text.length : stop + 1
    const line = lineOf(text, start, stop === Infinity ? end : stop)
    if (escape || removeQuotes) return { end, ...walked(line, options) }
    const control = controlIn(line, delimiter, nullAs)
    if (control >= 0) return { end, ...endedEarly(line, control, options) }
    const fields = line.split(delimiter).map((field) => fieldValue(field, nullAs))
    return { end, fields, fault: fitFields(fields, options) }
  }
}

/** The text between `start` and `stop`, without the carriage return of a line that ends as on Windows. */
export function lineOf(text: string, start: number, stop: number): string {
  return text.slice(start, stop > start && text.charCodeAt(stop - 1) === 0x0d ? stop - 1 : stop)
}

function unescapedNewline(text: string, newline: number): number {
  let at = newline
  while (at !== Infinity) {
    let backslash = at
    while (text[backslash - 1] === '\\') backslash--
    if ((at - backslash) % 2 === 0) return at
    const next = text.indexOf('\n', at + 1)
    at = next < 0 ? Infinity : next
  }
  return at
}

/**
 * Where a carriage return or NUL ends the record before its line does; -1 if none does. NUL does not if NULL
 * AS names it, and it is all of a field or stands at its end.
 */
export function controlIn(line: string, delimiter: string, nullAs: string): number {
  if (!line.includes('\r') && !line.includes('\0')) return -1
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code > 0x0d) continue
    if (code === 0x0d) return at
    if (code === 0 && !(nullAs === '\0' && (at + 1 === line.length || line[at + 1] === delimiter))) return at
  }
  return -1
}

/** A carriage return or NUL ends the record, and a newline must follow. */
function endedEarly(line: string, at: number, options: DelimitedOptions): Omit<CutFields, 'end'> {
  if (at + 1 < line.length) return { fields: [], fault: missingNewline(line, at + 1) }
  const fields = line
    .slice(0, at)
    .split(options.delimiter)
    .map((field) => fieldValue(field, options.nullAs))
  return { fields, fault: fitFields(fields, options) }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/tutorial-loading-run-copy.html */
export function missingNewline(line: string, at: number): RecordFault {
  const code = line.charCodeAt(at).toString(16)
  return {
    code: FAULT_CODE.line,
    reason: `Missing newline: Unexpected character 0x${code} found at location ${at}`,
  }
}

/** Cuts a line in which a backslash or quotation marks may hide a delimiter. */
function walked(line: string, options: DelimitedOptions): Omit<CutFields, 'end'> {
  const { nullAs } = options
  const fields: (string | null)[] = []
  let at = 0
  for (;;) {
    const { value, raw, end } = fieldAt(line, at, options)
    if (end < 0) {
      const column = Math.min(fields.length, options.columns - 1)
      return {
        fields,
        fault: { code: FAULT_CODE.delimiter, reason: 'Delimiter not found', column, field: raw },
      }
    }
    fields.push(raw === nullAs ? null : fieldValue(value, nullAs))
    if (end === line.length) return { fields, fault: fitFields(fields, options) }
    const code = line.charCodeAt(end)
    if (code === 0 || code === 0x0d) {
      if (end + 1 < line.length) return { fields: [], fault: missingNewline(line, end + 1) }
      return { fields, fault: fitFields(fields, options) }
    }
    at = end + 1
  }
}

/** The field at `start`: its value, how it is written, and where it ends; -1 if a quotation mark is missing. */
function fieldAt(
  line: string,
  start: number,
  { delimiter, escape, removeQuotes }: DelimitedOptions,
): { value: string; raw: string; end: number } {
  let at = start
  if (removeQuotes) while (isBlank(line.charCodeAt(at)) && line[at] !== delimiter) at++
  const mark = removeQuotes && (line[at] === '"' || line[at] === "'") ? line[at] : undefined
  at = mark === undefined ? start : at + 1
  let value = ''
  let from = at
  for (; at < line.length; at++) {
    const character = line[at] as string
    if (escape && character === '\\' && at + 1 < line.length) {
      value += line.slice(from, at)
      from = ++at
    } else if (mark === undefined) {
      if (character === delimiter || character === '\0' || character === '\r') break
    } else if (character === mark) {
      const end = behindBlanks(line, at + 1, delimiter)
      if (end >= 0) return { value: value + line.slice(from, at), raw: line.slice(start, end), end }
    }
  }
  return {
    value: value + line.slice(from, at),
    raw: line.slice(start, at),
    end: mark === undefined ? at : -1,
  }
}

/** Where the field ends if nothing but blanks is left of it; -1 otherwise. */
function behindBlanks(line: string, start: number, delimiter: string): number {
  let at = start
  while (isBlank(line.charCodeAt(at)) && line[at] !== delimiter) at++
  return at === line.length || line[at] === delimiter ? at : -1
}
