import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { FileState } from './file-state.js'
import { versionOf } from './file-state.js'
import { settled } from './folder-entries.js'
import type { KeptAttributes } from './kept-attributes.js'
import type { ObjectAttributes } from './object-store.js'

/** So many files' attributes are held; beyond that, the oldest are looked up again. */
const heldFiles = 200_000

/** The attributes of a folder's files: those they were stored with or, for files that others put there, computed. */
export class FileAttributes {
  readonly #kept: KeptAttributes
  readonly #held = new Map<string, { version: string; attributes: ObjectAttributes }>()

  constructor(kept: KeptAttributes) {
    this.#kept = kept
  }

  /** What is known of the file of `key` without reading it. */
  async known(key: string, state: FileState): Promise<ObjectAttributes | undefined> {
    const version = versionOf(state)
    const held = this.#held.get(key)
    if (held?.version === version) return held.attributes
    const kept = await this.#kept.get(key, version)
    if (kept) this.#hold(key, version, kept)
    return kept
  }

  /** The attributes of the file of `key` that nobody stored here, by its content. */
  async computed(key: string, state: FileState, file: FileHandle): Promise<ObjectAttributes> {
    const hash = createHash('md5')
    const content = file.createReadStream({ start: 0, autoClose: false })
    for await (const chunk of content) hash.update(chunk as Buffer)
    const attributes = { etag: hash.digest('hex'), headers: {} }
    const age = Date.now() - Number(state.mtimeNs / 1_000_000n)
    // A file changed a moment ago may change again and show the same time.
    if (age > settled) this.#hold(key, versionOf(state), attributes)
    return attributes
  }

  /** Keeps `attributes` for the file that is about to be that of `key`. */
  async set(key: string, state: FileState, attributes: ObjectAttributes): Promise<void> {
    await this.#kept.set(key, versionOf(state), attributes)
  }

  /** Forgets what was kept for a file that is no longer, or will not be, that of `key`. */
  async delete(key: string, state: FileState): Promise<void> {
    await this.#kept.delete(key, versionOf(state))
  }

  #hold(key: string, version: string, attributes: ObjectAttributes): void {
    this.#held.delete(key)
    this.#held.set(key, { version, attributes })
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= heldFiles) return
      this.#held.delete(oldest)
    }
  }
}
