import { contentKind, type Source, type SourceObject } from '@arbalest/core/plugin'
import { compressionOf } from './compression.js'
import { decompress } from './decompress.js'
import { readDocuments, type Bounds, type Document, type Unreadable } from './read-documents.js'

/** Yields the documents of an object that `open` reads, as far as `bounds` reach. Throws what `open` throws. */
export async function* documentsOf(
  open: NonNullable<Source['open']>,
  object: SourceObject,
  bounds: Bounds,
): AsyncGenerator<Document | Unreadable> {
  try {
    const content = readable(decompress(open(object), compressionOf(object.key)))
    yield* readDocuments(content, object.url, bounds)
  } catch (error) {
    if (error instanceof Error && 'retryable' in error) throw error
    const fault = error instanceof NoText ? error.message : 'is not compressed as its name says'
    yield { fault, object: object.url, line: 1 }
  }
}

/** Content that is no text, and whose message says what it looks like. */
class NoText extends Error {
  override readonly name = 'NoText'
}

/** Yields `content`; throws `NoText` if it begins as something that is no text. */
async function* readable(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of content) {
    const kind = isFirst && chunk.length > 0 ? contentKind(chunk) : undefined
    if (kind) throw new NoText(`looks like ${kind}, and is read as text`)
    isFirst &&= chunk.length === 0
    yield chunk
  }
}
