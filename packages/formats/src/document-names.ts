import {
  NAMED_ELEMENTS,
  type DocumentNames,
  type NameCounts,
  type SourceObject,
  type Unread,
} from '@arbalest/core/plugin'
import type { JsonObject, JsonValue } from './json-value.js'
import { readDocuments } from './read-documents.js'
import { isOfSource, readHead, type Open, type TextForm } from './read-head.js'

/** Bytes of documents that are read of one object, uncompressed. */
const MOST_BYTES = 256 * 1024

/** How deep names are counted. */
const DEEPEST = 16

/** How JSON documents are written in objects. */
export interface DocumentForm extends TextForm {
  /** How many lines stand before the documents. */
  readonly skipLines: number
}

/**
 * Returns the names in the first documents of an object: at most in 256 KB of them, and in no
 * more than the first MiB of the object as it is stored. Makes at most two requests. What is no
 * document is passed over. Throws what `open` throws.
 */
export async function documentNames(
  open: Open,
  object: SourceObject,
  form: DocumentForm,
): Promise<DocumentNames | Unread> {
  const names = new Names()
  try {
    const read = await readHead(open, object, form, async ({ content, cut }) => {
      const watched = watch(skipLines(content, form.skipLines))
      let faults = 0
      for await (const each of readDocuments(watched.content, object.url, { most: MOST_BYTES })) {
        if ('fault' in each) faults++
        else if (each.value.kind === 'object') names.add(each.value)
        else names.documents++
      }
      return names.documents > 0 ? { whole: watched.ended && !cut && faults === 0 } : undefined
    })
    return { kind: 'documents', documents: names.documents, whole: read?.whole ?? false, names: names.counts }
  } catch (error) {
    if (isOfSource(error)) throw error
    return { kind: 'unread', reason: 'is not compressed as its name, or the option compression, says' }
  }
}

interface Watched {
  readonly content: AsyncIterable<Uint8Array>
  /** Whether all of the content has been read. */
  ended: boolean
}

function watch(content: AsyncIterable<Uint8Array>): Watched {
  const watched: Watched = { content: passOn(), ended: false }
  async function* passOn(): AsyncGenerator<Uint8Array> {
    yield* content
    watched.ended = true
  }
  return watched
}

async function* skipLines(content: AsyncIterable<Uint8Array>, lines: number): AsyncGenerator<Uint8Array> {
  let left = lines
  for await (const piece of content) {
    let start = 0
    while (left > 0) {
      const end = piece.indexOf(0x0a, start)
      if (end < 0) break
      start = end + 1
      left--
    }
    if (left === 0) yield piece.subarray(start)
  }
}

interface Count {
  documents: number
  /** The document that was counted last. */
  last: number
  readonly within: Map<string, Count>
  readonly elements: Map<number, Map<string, Count>>
}

/** The names in documents, counted. */
class Names {
  documents = 0
  readonly #counts = new Map<string, Count>()

  get counts(): NameCounts {
    return this.#counts
  }

  add(document: JsonObject): void {
    this.documents++
    this.#count(document, this.#counts, 1)
  }

  #count({ members }: JsonObject, counts: Map<string, Count>, depth: number): void {
    for (const [{ text, unfit }, value] of members) {
      if (unfit !== undefined) continue
      let count = counts.get(text)
      if (!count)
        counts.set(text, (count = { documents: 0, last: 0, within: new Map(), elements: new Map() }))
      if (count.last !== this.documents) count.documents++
      count.last = this.documents
      if (depth === DEEPEST) continue
      if (value.kind === 'object') this.#count(value, count.within, depth + 1)
      if (value.kind === 'array') this.#countElements(value.elements, count, depth + 1)
    }
  }

  #countElements(values: readonly JsonValue[], { elements }: Count, depth: number): void {
    for (const [index, value] of values.slice(0, NAMED_ELEMENTS).entries()) {
      if (value.kind !== 'object') continue
      let counts = elements.get(index)
      if (!counts) elements.set(index, (counts = new Map()))
      this.#count(value, counts, depth)
    }
  }
}
