import {
  avroNames,
  compressionOf,
  documentNames,
  headerNames,
  parquetNames,
  type Compression,
} from '@arbalest/formats'
import {
  copiedColumns,
  isArbalestError,
  type FieldNames,
  type ObjectNames,
  type Source,
  type SourceObject,
  type Target,
  type Unread,
} from '@arbalest/core/plugin'
import type { CopyOptions, CsvCopyOptions, DelimitedCopyOptions } from '../../options/copy-options.js'

type Open = NonNullable<Source['open']>

/** Whether fields are given to columns by their names: those in a header, or of columns of Parquet. */
export function matchesByName(copy: CopyOptions): boolean {
  if (copy.format === 'parquet') return copy.match !== 'position'
  if (copy.format !== 'csv' && copy.format !== 'delimited') return false
  return copy.match !== 'position' && (copy.ignoreHeader ?? 0) > 0
}

/** Whether fields are given to columns by their places, as no line before the records is said to name them. */
function isHeaderless(copy: CopyOptions): copy is CsvCopyOptions | DelimitedCopyOptions {
  if (copy.format !== 'csv' && copy.format !== 'delimited') return false
  return copy.match !== 'position' && (copy.ignoreHeader ?? 0) === 0
}

/** What objects call their values, read as COPY's options say that they are written; each object once. */
export class Heads {
  readonly #copy: CopyOptions
  /** By the object that a listing returned: a later listing may return it with other content. */
  readonly #read = new WeakMap<SourceObject, Promise<ObjectNames>>()

  constructor(copy: CopyOptions) {
    this.#copy = copy
  }

  /** Returns undefined, and makes no request, if values have no names in this format, or if they are not to count. Throws what `open` throws. */
  async of(target: Target, object: SourceObject, open: Open): Promise<ObjectNames | undefined> {
    const { format = 'json' } = this.#copy
    if (isHeaderless(this.#copy)) return firstRecord(object, this.#copy, open)
    const named = format === 'json' || format === 'avro' ? hasProperties(target) : matchesByName(this.#copy)
    if (!named) return undefined
    const known = this.#read.get(object)
    if (known) return known
    const reading = this.#readNames(object, open)
    this.#read.set(object, reading)
    // What failed may do so no more when it is tried again.
    reading.catch(() => this.#read.delete(object))
    return reading
  }

  async #readNames(object: SourceObject, open: Open): Promise<ObjectNames> {
    const copy = this.#copy
    if (copy.format === 'parquet') return parquetNames(open, object)
    if (copy.format === 'avro') return avroNames(open, object, copy.compression ?? compressionOf(object.key))
    if (copy.format === 'orc') return { kind: 'unread', reason: 'is ORC, which only Redshift reads' }
    const compression: Compression = copy.compression ?? compressionOf(object.key)
    const { encoding = 'utf8', ignoreHeader = 0 } = copy
    if (compression === 'lzop')
      return { kind: 'unread', reason: 'is compressed by lzop, which only Redshift reads' }
    if (copy.format !== 'csv' && copy.format !== 'delimited')
      return documentNames(open, object, { compression, encoding, skipLines: ignoreHeader })
    return headerOf(object, copy, ignoreHeader, open)
  }
}

/** The first record of an object without a header; undefined if it cannot be read, which nothing depends on. */
async function firstRecord(
  object: SourceObject,
  copy: CsvCopyOptions | DelimitedCopyOptions,
  open: Open,
): Promise<ObjectNames | undefined> {
  try {
    const names = await headerOf(object, copy, 1, open)
    return names.kind === 'fields' ? { kind: 'record', fields: names.fields } : undefined
  } catch (error) {
    if (!isArbalestError(error)) throw error
    return undefined
  }
}

function headerOf(
  object: SourceObject,
  copy: CsvCopyOptions | DelimitedCopyOptions,
  headerLines: number,
  open: Open,
): Promise<FieldNames | Unread> {
  return headerNames(open, object, {
    compression: copy.compression ?? compressionOf(object.key),
    encoding: copy.encoding ?? 'utf8',
    headerLines,
    delimiter: copy.delimiter ?? (copy.format === 'csv' ? ',' : '|'),
    quote: quoteOf(copy),
  })
}

/** Elements of arrays have places, not names. */
function hasProperties(target: Target): boolean {
  return copiedColumns(target).some(({ path }) => typeof path[0] === 'string')
}

function quoteOf(copy: CsvCopyOptions | DelimitedCopyOptions): string | undefined {
  if (copy.format === 'csv') return copy.quote ?? '"'
  return copy.removeQuotes ? '"' : undefined
}
