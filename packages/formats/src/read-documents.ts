import type { JsonValue } from './json-value.js'
import { parseJson } from './parse-json.js'

/** A document, and where it was found. */
export interface Document {
  readonly value: JsonValue
  /** The object that holds it, as its URL. */
  readonly object: string
  /** Its last line there, from 1, as COPY counts. */
  readonly line: number
}

/** What stands where a document should, and would be refused by COPY whatever the columns. */
export interface Unreadable {
  readonly fault: string
  readonly object: string
  /** From 1. Absent: the object has no lines. */
  readonly line?: number
}

/** How much of an object is read. */
export interface Bounds {
  /** Bytes, uncompressed; no document is begun beyond them. */
  readonly most: number
}

/** Bytes of the largest document that COPY takes (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-json.html). */
const LARGEST = 4 * 1024 * 1024

/**
 * The documents of an object as COPY reads it: objects and arrays, with blanks or
 * nothing between them. Ends, within a document or not, where `bounds` are reached.
 */
export async function* readDocuments(
  content: AsyncIterable<Uint8Array>,
  object: string,
  { most }: Bounds,
): AsyncGenerator<Document | Unreadable> {
  const cutter = new Cutter()
  let bytes = 0
  let cut = false
  for await (const chunk of content) {
    for (const { text, line, fault } of cutter.push(Buffer.from(chunk).toString('latin1'))) {
      yield fault === undefined ? documentOf(text, object, line) : { fault, object, line }
    }
    bytes += chunk.length
    cut = cutter.pending > LARGEST || (bytes >= most && (cutter.found > 0 || cutter.pending === 0))
    if (cut) break
  }
  if (cutter.pending > LARGEST) yield { fault: TOO_LARGE, object, line: cutter.line }
  else if (!cut && cutter.pending > 0) yield { fault: 'ends within a document', object, line: cutter.line }
}

const TOO_LARGE = 'is larger than the 4 MB that COPY takes'

function documentOf(text: string, object: string, line: number): Document | Unreadable {
  if (sizeOf(text) > LARGEST) return { fault: TOO_LARGE, object, line }
  try {
    return { value: parseJson(text), object, line }
  } catch {
    return { fault: 'is no JSON', object, line }
  }
}

// COPY counts a pipe twice.
function sizeOf(text: string): number {
  return text.length > LARGEST / 2 ? text.length + text.split('|').length - 1 : text.length
}

interface Piece {
  readonly text: string
  readonly line: number
  readonly fault?: string
}

/** Cuts text into what stands between an opening bracket and the one that closes it. */
class Cutter {
  line = 1
  found = 0
  #text = ''
  #at = 0
  #open = 0
  #inString = false
  #inJunk = false

  /** How much of a document has come. */
  get pending(): number {
    return this.#text.length
  }

  *push(more: string): Generator<Piece> {
    this.#text += more
    let start = 0
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!
      if (character === '\n') this.line++
      if (this.#inString) {
        // What is escaped may be yet to come: it is passed over then.
        if (character === '\\') this.#at++
        else if (character === '"') this.#inString = false
      } else if (this.#open > 0) {
        if (character === '"') this.#inString = true
        else if (character === '{' || character === '[') this.#open++
        else if ((character === '}' || character === ']') && --this.#open === 0) {
          this.found++
          yield { text: this.#text.slice(start, this.#at + 1), line: this.line }
          start = this.#at + 1
        }
      } else if (character === '{' || character === '[') {
        this.#open = 1
        this.#inJunk = false
        start = this.#at
      } else {
        start = this.#at + 1
        if (!' \n\r\t'.includes(character) && !this.#inJunk) {
          this.#inJunk = true
          yield { text: '', line: this.line, fault: 'has text between documents, where COPY accepts none' }
        }
      }
    }
    this.#text = this.#text.slice(start)
    this.#at -= start
  }
}
