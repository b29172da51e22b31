import type { SourceObject } from '@arbalest/core'
import { decompress } from './decompress.js'
import { readDocuments, type Bounds, type Document, type Unreadable } from './read-documents.js'

/** The documents of an object of a source, as far as `bounds` reach. Throws what the source throws. */
export async function* documentsOf(
  object: SourceObject,
  bounds: Bounds,
): AsyncGenerator<Document | Unreadable> {
  try {
    yield* readDocuments(decompress(object.open(), object.key), object.url, bounds)
  } catch (error) {
    if (error instanceof Error && 'retryable' in error) throw error
    yield { fault: 'is not compressed as its name says', object: object.url, line: 1 }
  }
}
