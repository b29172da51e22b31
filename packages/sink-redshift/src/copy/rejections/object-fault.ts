import { constants, gunzipSync } from 'node:zlib'
import {
  contentKind,
  type ContentKind,
  type Rejection,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import type { Compression, CopyOptions } from '../../options/copy-options.js'

/** Bytes of an object that are looked at. */
const HEAD_BYTES = 4_096

/** The compressions that COPY reads: https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-file-compression.html */
const READ_BY_COPY: ReadonlySet<ContentKind> = new Set(['gzip', 'zstd', 'bzip2', 'lzop'])
const NEVER_READ: ReadonlySet<ContentKind> = new Set(['xz', 'lz4', 'snappy', 'zip'])
const FORMATS: ReadonlySet<ContentKind> = new Set(['Parquet', 'ORC', 'Avro'])
const ENDINGS = { gzip: '.gz', zstd: '.zst', bzip2: '.bz2', lzop: '.lzo' } as const

/** How COPY reads an object. */
interface ReadAs {
  readonly format: NonNullable<CopyOptions['format']>
  readonly compression: Compression
  /** Default: `utf8`. */
  readonly encoding?: 'utf8' | 'utf16' | 'utf16le' | 'utf16be' | undefined
  /** Lines that stand before what is read. Default: 0. */
  readonly ignoreHeader?: number | undefined
}

/** How many objects are looked at, at most: what is wrong with one is mostly wrong with all. */
const MOST_OBJECTS = 5

/**
 * Returns why COPY cannot read an object at all, and what to do, as its first bytes show it: COPY
 * itself says only that a row is wrong. Returns undefined if they do not show it, or if nobody
 * here may read the object. Shows nothing of what it holds.
 */
export async function objectFault(
  object: SourceObject,
  readAs: ReadAs,
  source: Pick<Source, 'open'> | undefined,
): Promise<string | undefined> {
  if (!source?.open) return undefined
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of source.open(object, { start: 0, end: Math.min(object.size, HEAD_BYTES) }))
      pieces.push(piece)
  } catch {
    return undefined
  }
  return faultOfHead(Buffer.concat(pieces), readAs)
}

/** Returns `rejections` with {@link objectFault} added to the reasons of rows that are no rows at all, as far as no column is to blame. */
export async function withObjectFaults(
  rejections: readonly Rejection[],
  objects: readonly SourceObject[],
  faultOf: (object: SourceObject) => Promise<string | undefined>,
): Promise<readonly Rejection[]> {
  const suspects = new Set(rejections.filter(isOfObject).map(({ object }) => object))
  const faults = new Map<string, string | undefined>()
  for (const object of objects.filter(({ url }) => suspects.has(url)).slice(0, MOST_OBJECTS))
    faults.set(object.url, await faultOf(object))
  return rejections.map((rejection) => {
    const fault = isOfObject(rejection) ? faults.get(rejection.object) : undefined
    return fault === undefined ? rejection : { ...rejection, reason: `${rejection.reason} ${fault}` }
  })
}

/** Whether a whole row is at fault; or its form, as if a row is an array where it must be an object. */
function isOfObject({ column, reason }: Rejection): boolean {
  return column === undefined || reason.startsWith('Invalid JSONPath format')
}

/** Returns what Redshift says of an object that it cannot decompress to its end; undefined if it says nothing of that kind. */
export function damageIn({ message }: Error): string | undefined {
  return /\b(?:inflate|decompress|truncated)/i.test(message)
    ? `It cannot be decompressed to its end (${message}).`
    : undefined
}

/** As {@link objectFault}, of an object that begins so. */
export function faultOfHead(head: Buffer, readAs: ReadAs): string | undefined {
  const { format, compression } = readAs
  const columnar = COLUMNAR[format]
  if (head.length === 0) return columnar ? `It has no bytes, so it cannot be ${columnar}.` : undefined
  const kind = contentKind(head)
  if (columnar) return faultOfKind(kind, columnar)
  if (kind === compression) return kind === 'gzip' ? faultOfText(unzipped(head), readAs, 'twice') : undefined
  if (compression !== 'none')
    return `It is read as ${compression}, and is ${described(kind, head)}; set compression: ${kind !== undefined && READ_BY_COPY.has(kind) ? kind : 'none'} in the step's copy, or give it another name.`
  return faultOfText(head, readAs, 'once')
}

/** Formats whose objects are compressed in themselves, if at all, as they call themselves. */
const COLUMNAR: Readonly<Partial<Record<ReadAs['format'], ContentKind>>> = { parquet: 'Parquet', orc: 'ORC' }

function faultOfKind(kind: ContentKind | undefined, due: ContentKind): string | undefined {
  return kind === due ? undefined : `It is not in ${due} format, but looks like ${kind ?? 'text'}.`
}

function faultOfText(
  head: Buffer,
  { format, encoding = 'utf8', ignoreHeader = 0 }: ReadAs,
  compressed: 'once' | 'twice',
): string | undefined {
  const kind = contentKind(head)
  if (encoding !== 'utf8' && (kind === undefined || kind === 'UTF-16')) return undefined
  if (format === 'avro' && kind === 'Avro') return undefined
  if (kind !== undefined && READ_BY_COPY.has(kind)) {
    const ending = ENDINGS[kind as keyof typeof ENDINGS]
    return compressed === 'twice'
      ? `It is compressed twice, the second time by ${kind}; COPY decompresses once.`
      : `It looks like ${kind}, and is read as plain; set compression: ${kind} in the step's copy, or give it a name that ends in ${ending}.`
  }
  if (kind !== undefined && NEVER_READ.has(kind))
    return `It looks like ${kind}, which COPY does not read; compress it by gzip, zstd or bzip2.`
  if (kind === 'UTF-16') return `It looks like UTF-16; set encoding: utf16 in the step's copy.`
  if (kind !== undefined)
    return `It looks like ${kind}, and is read as ${format}${FORMATS.has(kind) ? `; set format: ${kind.toLowerCase()} in the step's copy` : ''}.`
  if (format === 'avro') return 'It is not in Avro format, but looks like text.'
  if (format === 'json' && /^\s*\[\s*\{/.test(withoutMark(head)))
    return 'It is an array of documents, of which COPY makes one row; write its elements one after the other, without the array around them.'
  if (head.subarray(0, MARK.length).equals(MARK))
    return `It begins with a byte order mark, which COPY takes for a part of its first ${format === 'json' ? 'document' : 'value'}; write it without, or in UTF-16 and set encoding: utf16 in the step's copy.`
  if (format === 'json' && ignoreHeader === 0 && !/^\s*(?:[{["\-\dtfn]|$)/.test(head.toString('latin1')))
    return "It does not begin as JSON does; set the format that it has in the step's copy. Of compressions, COPY reads gzip, zstd, bzip2 and lzop alone."
  return undefined
}

/** The byte order mark of UTF-8. */
const MARK = Buffer.from('\ufeff')

function withoutMark(head: Buffer): string {
  return head.toString('utf8').replace(/^\ufeff/, '')
}

function described(kind: ContentKind | undefined, head: Buffer): string {
  if (kind !== undefined) return kind
  return head.includes(0) ? 'something else' : 'plain text'
}

function unzipped(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return head
  }
}
