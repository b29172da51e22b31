import { createHash } from 'node:crypto'
import type { Head } from './head.js'
import { formatIndex, parseIndex, type JournalIndex, type Segment } from './journal-index.js'
import { readLines } from './segment-lines.js'
import type { Store } from './store.js'
import { RESTORE, unreadable } from './unreadable.js'

/**
 * The objects of one journal. Indexes and segments are named by a digest of their
 * content, which tells what was spoilt; and each has an id in it, so that none is
 * ever written twice: what is an orphan once remains one.
 */
export class JournalFolder {
  readonly name: string
  /** The key of the folder, with a slash at its end. */
  readonly key: string
  /** Makes an id that no other object has. */
  readonly newId: () => string
  readonly #store: Store

  constructor(store: Store, scopeKey: string, name: string, newId: () => string) {
    this.#store = store
    this.name = name
    this.key = `${scopeKey}${name}/`
    this.newId = newId
  }

  /** The key of an index's object. */
  indexKey(name: string): string {
    return `${this.key}indexes/${name}.json`
  }

  /** The key of a segment's object. */
  segmentKey(name: string): string {
    return `${this.key}segments/${name}.jsonl.gz`
  }

  /** `s3://bucket/key` of a segment. */
  url({ name }: Segment): string {
    return this.#store.url(this.segmentKey(name))
  }

  /** The index that `head` names. */
  async readIndex(head: Head): Promise<JournalIndex> {
    const key = this.indexKey(head.index)
    const pieces = await this.#read(key)
    const index = parseIndex(Buffer.concat(pieces).toString(), this.#store.url(key))
    this.#checkName(pieces, head.index, key)
    return index
  }

  /** Writes an index; answers the head that names it. */
  async writeIndex(index: JournalIndex): Promise<Head> {
    const text = formatIndex(index, this.newId())
    const name = nameFor([text])
    await this.#store.put(this.indexKey(name), text, 'application/json')
    return { folder: this.name, index: name }
  }

  /** The lines of a segment, some thousands at a time. None is answered before all of it is known to be as it was written. */
  async *lines({ name }: Segment): AsyncGenerator<string[]> {
    const key = this.segmentKey(name)
    const pieces = await this.#read(key)
    this.#checkName(pieces, name, key)
    yield* readLines(pieces, this.#store.url(key))
  }

  /** Writes a segment whose content is `body`; answers its name. */
  async writeSegment(body: Buffer): Promise<string> {
    const name = nameFor([body])
    await this.#store.put(this.segmentKey(name), body, 'application/gzip')
    return name
  }

  async #read(key: string): Promise<Uint8Array[]> {
    const object = await this.#store.get(key)
    if (!object) throw unreadable(this.#store.url(key), 'is missing', RESTORE)
    return object.pieces
  }

  #checkName(pieces: readonly Uint8Array[], name: string, key: string): void {
    if (nameFor(pieces) === name) return
    throw unreadable(this.#store.url(key), 'is not as it was written, as its digest shows', RESTORE)
  }
}

/** The first half of the SHA-256 of a content in pieces, in hex. */
function nameFor(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex').slice(0, 32)
}
