import type { Source, SourceObject } from '@arbalest/core/plugin'
import { decompress } from './decompress.js'
import { readDocuments, type Bounds, type Document, type Unreadable } from './read-documents.js'

/** Yields the documents of an object that `open` reads, as far as `bounds` reach. Throws what `open` throws. */
export async function* documentsOf(
  open: NonNullable<Source['open']>,
  object: SourceObject,
  bounds: Bounds,
): AsyncGenerator<Document | Unreadable> {
  try {
    yield* readDocuments(decompress(open(object), object.key), object.url, bounds)
  } catch (error) {
    if (error instanceof Error && 'retryable' in error) throw error
    yield { fault: 'is not compressed as its name says', object: object.url, line: 1 }
  }
}
