import { contentKind, type SourceObject } from '@arbalest/core/plugin'
import { compressionOf } from './compression.js'
import { isOfSource, readHead, type Open } from './read-head.js'
import { csvFormOf, type CsvForm, type TextHead } from './records/csv-form.js'
import type { Encoding } from './to-utf8.js'

/** The formats that can be told by what objects hold. */
export type Format = 'json' | 'avro' | 'csv' | 'parquet'

/** How objects are written. */
export type ObjectForm =
  | { readonly format: 'json' | 'avro' | 'parquet' }
  | (CsvForm & { readonly format: 'csv'; readonly encoding: Encoding })

/** Objects that are looked at, of those that are not empty. */
const MOST_OBJECTS = 3

/** Bytes of each that are looked at, uncompressed. */
const MOST_BYTES = 256 * 1024

/**
 * Returns how `objects` are written, by the beginning of the first three that are not empty; `format` says it if it
 * is known. Text that does not begin as JSON does is CSV. Throws what `open` throws.
 */
export async function findForm(
  open: Open,
  objects: readonly SourceObject[],
  format?: Format,
): Promise<ObjectForm> {
  if (format !== undefined && format !== 'csv') return { format }
  const looked: (readonly [SourceObject, Beginning])[] = []
  for (const object of objects) {
    if (looked.length === MOST_OBJECTS) break
    const beginning = await beginningOf(open, object)
    if (beginning && beginning.bytes.length > 0) looked.push([object, beginning])
  }
  const [first] = looked
  if (!first) return { format: 'json' }
  const kind = contentKind(first[1].bytes)
  if (format === undefined && kind === 'Parquet') return { format: 'parquet' }
  if (format === undefined && kind === 'Avro') return { format: 'avro' }
  const encoding = kind === 'UTF-16' ? 'utf16' : 'utf8'
  const heads = looked.map(([, beginning]) => textOf(beginning, encoding))
  const isCsv =
    format === 'csv' || ((kind === undefined || kind === 'UTF-16') && isLikeCsv(first[0], heads[0]!))
  if (!isCsv) return { format: 'json' }
  return { format: 'csv', encoding, ...csvFormOf(heads, delimiterOf(first[0])) }
}

interface Beginning {
  readonly bytes: Buffer
  readonly cut: boolean
}

/** Returns the first bytes of an object, decompressed: two lines, if the first MiB has as many; undefined if there are none, or it is not compressed as its name says. */
async function beginningOf(open: Open, object: SourceObject): Promise<Beginning | undefined> {
  const form = { compression: compressionOf(object.key), encoding: 'utf8' } as const
  try {
    return await readHead(open, object, form, async ({ content, cut }) => {
      const pieces: Uint8Array[] = []
      let length = 0
      for await (const piece of content) {
        pieces.push(piece)
        length += piece.length
        if (length >= MOST_BYTES) return { bytes: Buffer.concat(pieces), cut: true }
      }
      const bytes = Buffer.concat(pieces)
      return hasTwoLines(bytes) || !cut ? { bytes, cut } : undefined
    })
  } catch (error) {
    if (isOfSource(error)) throw error
    return undefined
  }
}

/** Whether it shows more than what may be names. */
function hasTwoLines(bytes: Buffer): boolean {
  return bytes.indexOf('\n', bytes.indexOf('\n') + 1) > 0
}

/** Its text, one character a byte of UTF-8. */
function textOf({ bytes, cut }: Beginning, encoding: Encoding): TextHead {
  if (encoding === 'utf8') return { text: bytes.toString('latin1'), cut }
  const decoder = new TextDecoder(bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le')
  return { text: Buffer.from(decoder.decode(bytes, { stream: cut })).toString('latin1'), cut }
}

function isLikeCsv({ key }: SourceObject, { text }: TextHead): boolean {
  const [, ending] = /\.([a-z]+)(?:\.(?:gz|bz2|zst))?$/i.exec(key) ?? []
  if (ending !== undefined && /^(?:csv|tsv|psv)$/i.test(ending)) return true
  if (ending !== undefined && /^(?:json|jsonl|ndjson)$/i.test(ending)) return false
  return !/^\s*(?:[[{]|$)/.test(text)
}

/** The delimiter that the ending of a key says; undefined if it leaves that open. */
function delimiterOf({ key }: SourceObject): string | undefined {
  return /\.tsv(?:\.[a-z\d]+)?$/i.test(key) ? '\t' : undefined
}
