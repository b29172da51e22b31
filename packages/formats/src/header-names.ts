import type { FieldNames, SourceObject, Unread } from '@arbalest/core/plugin'
import { isOfSource, readHead, type Open, type TextForm } from './read-head.js'

/** How records are written in lines. */
export interface RecordForm extends TextForm {
  readonly delimiter: string
  /** The quotation mark around a field; undefined if there is none. */
  readonly quote: string | undefined
  /** How many lines stand before the records: the last of them is the header. */
  readonly headerLines: number
}

/**
 * Returns the names in the header of an object: in the last of the lines before its records.
 * Makes at most two requests, for no more than the first MiB. Throws what `open` throws.
 */
export async function headerNames(
  open: Open,
  object: SourceObject,
  form: RecordForm,
): Promise<FieldNames | Unread> {
  if (object.size === 0) return { kind: 'fields', fields: [] }
  try {
    const lines = await readHead(open, object, form, ({ content, cut }) =>
      firstLines(content, form.headerLines, cut),
    )
    if (lines === undefined) return { kind: 'unread', reason: 'has a header of more than 1 MiB' }
    return { kind: 'fields', fields: await fieldsOf(lines, form) }
  } catch (error) {
    if (isOfSource(error)) throw error
    const isQuoting = error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED'
    const reason = isQuoting
      ? 'has a line break in its header'
      : 'is not compressed as its name, or the option compression, says'
    return { kind: 'unread', reason }
  }
}

/** Returns the first `count` lines; undefined if `content` is cut before they end. */
async function firstLines(
  content: AsyncIterable<Uint8Array>,
  count: number,
  cut: boolean,
): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let left = count
  for await (const piece of content) {
    let end = -1
    while (left > 0 && (end = piece.indexOf(0x0a, end + 1)) >= 0) left--
    pieces.push(left > 0 ? piece : piece.subarray(0, end + 1))
    if (left === 0) break
  }
  return left > 0 && cut ? undefined : Buffer.concat(pieces).toString()
}

async function fieldsOf(lines: string, { delimiter, quote }: RecordForm): Promise<readonly string[]> {
  // Loaded when a header is read: most runs read none.
  const { parse } = await import('csv-parse/sync')
  const records: readonly string[][] = parse(lines, {
    delimiter,
    quote: quote ?? false,
    escape: quote ?? null,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    record_delimiter: ['\r\n', '\n'],
  })
  return records.at(-1) ?? []
}
