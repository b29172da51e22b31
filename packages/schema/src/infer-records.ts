import { SourceError } from '@arbalest/core'
import { counted } from '@arbalest/core/plugin'
import type { CsvForm, CsvRecord, Unreadable } from '@arbalest/formats'
import { FieldColumns, type InferredField } from './field-columns.js'
import { MOST_COLUMNS, MOST_UNREADABLE } from './infer.js'
import { showUnreadable } from './show-unreadable.js'

/** What was inferred from records whose values have an order. */
export interface InferredRecords {
  /** At least one, in the order in which the objects have them. */
  readonly fields: readonly InferredField[]
  /** How COPY is to read the objects, as a step's `copy` says it. */
  readonly copy: Readonly<Record<string, string | number | boolean>>
  /** What the table was inferred from, such as `3 records`. */
  readonly from: string
  /** How many objects were not read to their end. Default: none. */
  readonly partly?: number
  /** What a reader should know of them all, in sentences. */
  readonly remarks: readonly string[]
  /** The first of what a load will stumble over. */
  readonly unreadable: readonly Unreadable[]
  /** How many there are of those. */
  readonly unreadableCount: number
}

/**
 * The fields of `records` of CSV, written as `form` says, with types that take each of their values: a table of them
 * loads all that is no fault. Holds no record. Throws `SourceError` if no table is to be had: there is no record, or
 * objects have different headers whose names do not tell their fields apart.
 */
export async function inferRecords(
  records: AsyncIterable<CsvRecord | Unreadable>,
  form: CsvForm & { readonly encoding: string },
): Promise<InferredRecords> {
  const columns = new FieldColumns(form.fieldCount)
  const unreadable: Unreadable[] = []
  let unreadableCount = 0
  for await (const record of records) {
    if ('fault' in record) {
      if (unreadable.length < MOST_UNREADABLE) unreadable.push(record)
      unreadableCount++
    } else columns.add(record)
  }
  if (columns.count === 0) throw notInferred(noRecord(unreadable[0]))
  const { fields, byName } = columns.fields()
  if (fields.length > MOST_COLUMNS) throw notInferred(`Records have more than ${MOST_COLUMNS} fields.`)
  const { delimiter, quote, headerLines, encoding } = form
  const copy = {
    format: 'csv',
    ...(encoding !== 'utf8' && { encoding }),
    ...(delimiter !== ',' && { delimiter: WRITTEN.get(delimiter) ?? delimiter }),
    ...(quote !== '"' && { quote }),
    ...(headerLines > 0 && { ignoreHeader: headerLines }),
    ...(headerLines > 0 && !byName && { match: 'position' }),
    ...(columns.blanks > 0 && { ignoreBlankLines: true }),
  }
  const header =
    headerLines > 0
      ? 'The first line of each object is read as the names of its fields, and is not loaded.'
      : 'No line of names was seen: the first line of each object is loaded as a record.'
  const from = counted(columns.count, 'record')
  return { fields, copy, from, remarks: [SHARES, header], unreadable, unreadableCount }
}

/** How the share of what has a value is told. */
export const SHARES =
  'A percentage shows how many of them have a value there; without a percentage, all have.'

/** Delimiters that do not show, as COPY's options write them. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['\t', String.raw`\t`],
  ['\x01', String.raw`\001`],
])

/** What those options mean. */
export const DELIMITERS: ReadonlyMap<string, string> = new Map(
  [...WRITTEN].map(([delimiter, option]) => [option, delimiter]),
)

function noRecord(found: Unreadable | undefined): string {
  return `There is no record to infer a table from${found ? `: ${showUnreadable(found)}` : ''}.`
}

function notInferred(message: string): SourceError {
  return new SourceError('NOT_INFERRED', message)
}
