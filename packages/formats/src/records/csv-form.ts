import { cutRecords, type CsvMarks, type CutRecord } from './cut-records.js'

/** How CSV is written, as its text shows. */
export interface CsvForm extends CsvMarks {
  /** How many lines stand before the records, of which they are the names; 0 if there are none. */
  readonly headerLines: number
  /** How many fields most records have. */
  readonly fieldCount: number
}

/** The beginning of an object's text. */
export interface TextHead {
  readonly text: string
  /** Whether the object goes on after it. */
  readonly cut: boolean
}

/** More than one would choose by hand; the last is Hive's. */
const DELIMITERS = [',', '\t', ';', '|', '\x01']

/** Records of an object that are looked at. */
const MOST_RECORDS = 200

/**
 * Returns how the CSV that begins with `heads` is written. The delimiter is the one by which the most records
 * have equally many fields; if several do, the one that makes the most. It is a comma if there is only one field.
 */
export function csvFormOf(heads: readonly TextHead[], delimiter?: string): CsvForm {
  const single =
    heads.every(({ text }) => !text.includes('"')) && heads.some(({ text }) => text.includes("'"))
  const readings = (delimiter === undefined ? DELIMITERS : [delimiter]).flatMap((each) =>
    ['"', ...(single ? ["'"] : [])].map((quote) => new Reading(heads, { delimiter: each, quote })),
  )
  const several = readings.filter(({ fieldCount }) => fieldCount > 1)
  const [best = readings[0]!] = several.toSorted(
    (a, b) => b.share - a.share || b.fieldCount - a.fieldCount || b.quoted - a.quoted,
  )
  const { marks: chosen, records, fieldCount } = best.share < HALF ? readings[0]! : best
  return { ...chosen, headerLines: headerLines(records), fieldCount }
}

const HALF = 0.5

/** Heads as they are read by some marks. */
class Reading {
  readonly marks: CsvMarks
  /** Of each head, blank lines aside. */
  readonly records: readonly (readonly CutRecord[])[]
  /** How many fields most records have. */
  readonly fieldCount: number
  /** The share of records that have as many. */
  readonly share: number
  /** How many fields the quotation mark is around. */
  readonly quoted: number

  constructor(heads: readonly TextHead[], marks: CsvMarks) {
    this.marks = marks
    this.records = heads.map(({ text, cut }) => {
      const records: CutRecord[] = []
      for (const record of cutRecords(text, marks, cut)) {
        if (!record.isBlank) records.push(record)
        if (records.length === MOST_RECORDS) break
      }
      return records
    })
    const counts = new Map<number, number>()
    const all = this.records.flat()
    for (const { fields, fault } of all) {
      if (fault === undefined) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
    }
    const [most = [1, 0]] = [...counts].toSorted(([, a], [, b]) => b - a)
    this.fieldCount = most[0]
    this.share = all.length === 0 ? 0 : most[1] / all.length
    this.quoted = heads.reduce((sum, { text }) => sum + text.split(marks.quote).length - 1, 0)
  }
}

/**
 * Returns how many lines the names take, which the first records of all objects are, or none. They are names if
 * each is one, and if it shows that they are of another kind than what is below: by being the
 * same in several objects, or by a column whose values could be no names, or by none of them coming again.
 */
function headerLines(objects: readonly (readonly CutRecord[])[]): number {
  const [first, ...others] = objects.filter(({ length }) => length > 0)
  if (first === undefined) return 0
  const [{ fields: names, lines, fault }, ...rest] = first as [CutRecord, ...CutRecord[]]
  // The first may lack its name, if it is an index, and the last, if lines end with a delimiter.
  const named = names.filter((name, index) => name.trim() !== '' || (index > 0 && index < names.length - 1))
  if (fault !== undefined || named.length === 0 || !named.every(isName)) return 0
  const written = JSON.stringify(names)
  const same = others.filter(([record]) => JSON.stringify(record?.fields) === written)
  if (others.length > 0 && same.length === others.length) return lines
  const columns = names.map((_, index) => rest.map(({ fields }) => fields[index] ?? ''))
  const differs = columns.some((values) => values.some((value) => value !== '') && !values.some(isName))
  const isDistinct = new Set(named).size === named.length
  const recurs = columns.some((values, index) => values.includes(names[index]!))
  return differs || (rest.length > 0 && !recurs && isDistinct && named.every(isIdentifier)) ? lines : 0
}

/** Whether it could be a name: text that neither begins as a number or a date does, nor is true or false. */
function isName(text: string): boolean {
  return !/^\s*(?:$|[-+.]?\d|(?:true|false)\s*$)/i.test(text) && text.length <= LONGEST_NAME
}

function isIdentifier(text: string): boolean {
  return text.trim() === '' || /^[\p{L}_][\p{L}\p{M}\p{N}_ .()/-]*$/u.test(text.trim())
}

const LONGEST_NAME = 127
