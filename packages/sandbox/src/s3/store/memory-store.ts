import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { compareKeys, firstNot } from './key-order.js'
import type { KeyRange } from './key-range.js'
import { isBefore } from './key-range.js'
import type {
  Draft,
  ObjectAttributes,
  ObjectStore,
  OpenObject,
  StoredObject,
  Tags,
  WriteCheck,
} from './object-store.js'

/** Objects that live as long as the process. */
export class MemoryStore implements ObjectStore {
  readonly #objects = new Map<string, { stored: StoredObject; content: Buffer }>()
  readonly #keys: string[] = []

  async *keys(range: KeyRange): AsyncGenerator<string> {
    let at = firstNot(this.#keys, (key) => isBefore(key, range))
    for (;;) {
      const key = this.#keys[at]
      if (key === undefined || !key.startsWith(range.prefix)) return
      yield key
      // Meanwhile keys may have come or gone.
      at = this.#keys[at] === key ? at + 1 : firstNot(this.#keys, (other) => compareKeys(other, key) <= 0)
    }
  }

  async head(key: string): Promise<StoredObject | undefined> {
    return this.#objects.get(key)?.stored
  }

  async open(key: string): Promise<OpenObject | undefined> {
    const found = this.#objects.get(key)
    if (!found) return undefined
    const { stored, content } = found
    return {
      ...stored,
      read: (range = { start: 0, end: content.length - 1 }) =>
        Readable.from([content.subarray(range.start, range.end + 1)], { objectMode: false }),
      close: async () => {},
    }
  }

  async draft(content: AsyncIterable<Uint8Array>): Promise<Draft> {
    const chunks: Uint8Array[] = []
    for await (const chunk of content) chunks.push(chunk)
    return new MemoryDraft(Buffer.concat(chunks))
  }

  async commit(
    key: string,
    draft: Draft,
    attributes: ObjectAttributes,
    check?: WriteCheck,
  ): Promise<StoredObject> {
    if (!(draft instanceof MemoryDraft)) throw new TypeError('a draft belongs to the store that received it')
    check?.(this.#objects.get(key)?.stored)
    const modified = new Date(Math.floor(Date.now() / 1000) * 1000)
    const stored = { ...attributes, key, size: draft.size, modified }
    if (!this.#objects.has(key)) this.#keys.splice(this.#indexOf(key), 0, key)
    this.#objects.set(key, { stored, content: draft.content })
    return stored
  }

  async tag(key: string, tags: Tags): Promise<boolean> {
    const found = this.#objects.get(key)
    if (found) this.#objects.set(key, { ...found, stored: { ...found.stored, tags } })
    return found !== undefined
  }

  async delete(key: string, check?: WriteCheck): Promise<void> {
    check?.(this.#objects.get(key)?.stored)
    if (this.#objects.delete(key)) this.#keys.splice(this.#indexOf(key), 1)
  }

  async close(): Promise<void> {}

  #indexOf(key: string): number {
    return firstNot(this.#keys, (other) => compareKeys(other, key) < 0)
  }
}

class MemoryDraft implements Draft {
  readonly content: Buffer
  readonly size: number
  readonly md5: string

  constructor(content: Buffer) {
    this.content = content
    this.size = content.length
    this.md5 = createHash('md5').update(content).digest('hex')
  }

  async *read(): AsyncGenerator<Uint8Array> {
    yield this.content
  }

  async discard(): Promise<void> {}
}
