import type { Source, SourceObject } from '@arbalest/core/plugin'
import type { Compression } from './compression.js'
import { decompress } from './decompress.js'
import { toUtf8, type Encoding } from './to-utf8.js'

/** How the text of objects is written. */
export interface TextForm {
  readonly compression: Compression
  readonly encoding: Encoding
}

/** Reads an object, or a range of it. */
export type Open = NonNullable<Source['open']>

/** The beginning of an object. */
interface Head {
  /** Its text, decompressed, as UTF-8 without a byte order mark. */
  readonly content: AsyncIterable<Uint8Array>
  /** Whether the object goes on after it. */
  readonly cut: boolean
}

/** Bytes of an object, as it is stored, that are read first; and if they show nothing, as a first document may be long, or bzip2 has blocks of 900 KB. */
const FIRST_BYTES = [64 * 1024, 1024 * 1024]

/**
 * Returns what `find` finds in the beginning of an object: undefined to have more of it read.
 * Returns undefined if there is no more, or more would be too much.
 */
export async function readHead<T>(
  open: Open,
  object: SourceObject,
  { compression, encoding }: TextForm,
  find: (head: Head) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (object.size === 0) return undefined
  for (const end of FIRST_BYTES) {
    const cut = object.size > end
    const bytes = cut ? open(object, { start: 0, end }) : open(object)
    const found = await find({ content: toUtf8(decompress(bytes, compression, cut), encoding), cut })
    if (found !== undefined || !cut) return found
  }
  return undefined
}

/** Returns whether `error` is one of the source's, which says whether to try again; those of a decompressor do not. */
export function isOfSource(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error
}
