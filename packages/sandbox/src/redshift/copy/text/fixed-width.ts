import { trimEnd } from './blanks.js'
import { lineOf } from './delimited.js'
import { type FieldRules, fieldValue, fitFields } from './field-rules.js'
import { type CutRecord, UNFINISHED } from './lines.js'
import { behindCharacters } from './utf8.js'

/** How text of fixed width is cut. */
interface FixedWidthOptions extends FieldRules {
  /** Characters of each field. */
  readonly widths: readonly number[]
  readonly nullAs: string
}

/**
 * Cuts lines into fields by their widths, counted in characters, as the page on ENCODING says (that on FIXEDWIDTH
 * says bytes). The last field there is may be short.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html#copy-encoding
 */
export function fixedWidthCutter({ widths, nullAs, ...rules }: FixedWidthOptions): CutRecord {
  return (text, start, newline, last) => {
    if (newline === Infinity && !last) return UNFINISHED
    const end = newline === Infinity ? text.length : newline + 1
    const line = lineOf(text, start, newline === Infinity ? end : newline)
    const fields: (string | null)[] = []
    let at = 0
    for (const width of widths) {
      if (at === line.length && fields.length > 0) break
      const stop = behindCharacters(line, at, width)
      const field = line.slice(at, stop)
      fields.push(trimEnd(field) === nullAs ? null : fieldValue(field, nullAs))
      at = stop
    }
    if (trimEnd(line.slice(at)) !== '') fields.push(line.slice(at))
    return { end, fields, fault: fitFields(fields, rules) }
  }
}
