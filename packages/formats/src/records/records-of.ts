import { counted } from '@arbalest/core/plugin'
import { isUtf8 } from 'node:buffer'
import type { SourceObject } from '@arbalest/core/plugin'
import { compressionOf } from '../compression.js'
import { decompress } from '../decompress.js'
import type { Bounds, Unreadable } from '../read-documents.js'
import { isOfSource, type Open } from '../read-head.js'
import { toUtf8, type Encoding } from '../to-utf8.js'
import type { CsvForm } from './csv-form.js'
import { cutRecords } from './cut-records.js'

/** A record of CSV, and where it was found. */
export interface CsvRecord {
  readonly fields: readonly string[]
  /** The names in the header of its object, as many as it has fields; undefined if there is none. */
  readonly names: readonly string[] | undefined
  /** Whether it stands for an empty line. */
  readonly isBlank: boolean
  /** The object that holds it, as its URL. */
  readonly object: string
  /** The line there that it begins on, from 1, as COPY counts. */
  readonly line: number
}

/** Bytes of the largest row that COPY takes (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html). */
const LARGEST = 4 * 1024 * 1024

/** Bytes of the longest VARCHAR (https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html). */
const LONGEST_FIELD = 65_535

/** Yields the records of an object of CSV that `open` reads, as far as `bounds` reach. Throws what `open` throws. */
export async function* recordsOf(
  open: Open,
  object: SourceObject,
  form: CsvForm & { readonly encoding: Encoding },
  { most }: Bounds,
): AsyncGenerator<CsvRecord | Unreadable> {
  const place = object.url
  try {
    const stored = decompress(open(object), compressionOf(object.key))
    // COPY takes a byte order mark for text: nothing is lost if it stands in a header.
    const content =
      form.encoding === 'utf8' && form.headerLines === 0 ? stored : toUtf8(stored, form.encoding)
    const { text, cut } = await beginningOf(content, most)
    yield* read(text, form, place, cut)
    if (cut && text.length > LARGEST && !text.includes('\n'))
      yield { fault: 'has a line of more than the 4 MB that COPY takes', object: place, line: 1 }
  } catch (error) {
    if (isOfSource(error)) throw error
    yield { fault: 'is not compressed as its name says', object: place, line: 1 }
  }
}

/** The first bytes, one character a byte: `most` of them, and more if there is no whole line in these. */
async function beginningOf(
  content: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  let text = ''
  for await (const chunk of content) {
    text += Buffer.from(chunk).toString('latin1')
    if (text.length > LARGEST || (text.length >= most && text.includes('\n'))) return { text, cut: true }
  }
  return { text, cut: false }
}

function* read(text: string, form: CsvForm, object: string, cut: boolean): Generator<CsvRecord | Unreadable> {
  let names: readonly string[] | undefined
  for (const record of cutRecords(text, form, cut)) {
    const { line, isBlank } = record
    if (line <= form.headerLines) {
      names = record.fields.map((name) => decoded(name)?.trim() ?? '')
      continue
    }
    if (isBlank) {
      yield { fields: [], names, isBlank, object, line }
      continue
    }
    const count = names?.length ?? form.fieldCount
    const fields = fitted(record.fields, count)
    const fault = record.fault ?? faultOf(fields, count)
    yield fault === undefined
      ? { fields: fields.map((field) => decoded(field)!), names, isBlank, object, line }
      : { fault, object, line }
  }
}

/** A delimiter after the last field is no field. */
function fitted(fields: readonly string[], count: number): readonly string[] {
  return fields.length === count + 1 && fields.at(-1) === '' ? fields.slice(0, -1) : fields
}

function faultOf(fields: readonly string[], count: number): string | undefined {
  if (fields.length !== count) return `has ${counted(fields.length, 'field')}, and not ${count}`
  if (fields.some((field) => field.length > LONGEST_FIELD)) return 'has a field of more than 65,535 bytes'
  return fields.every((field) => decoded(field) !== undefined) ? undefined : 'has text that is not UTF-8'
}

/** Text of one character a byte as what its UTF-8 stands for; undefined if it is none. */
function decoded(text: string): string | undefined {
  if (!/[\x80-\xff]/.test(text)) return text
  const bytes = Buffer.from(text, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : undefined
}
