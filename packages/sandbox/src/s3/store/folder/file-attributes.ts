import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { FileState } from './file-state.js'
import { versionOf } from './file-state.js'
import { SETTLED } from './folder-entries.js'
import type { KeptAttributes } from './kept-attributes.js'
import type { ObjectAttributes } from '../object-store.js'

/** So many files' attributes are held; beyond that, the oldest are looked up again. */
const HELD_FILES = 200_000

/** Bytes that are read at a time. */
const READ_SIZE = 256 * 1024

/** The attributes of a folder's files: those they were stored with or, for files that others put there, computed. */
export class FileAttributes {
  readonly #kept: KeptAttributes
  readonly #held = new Map<string, { version: string; attributes: ObjectAttributes }>()

  constructor(kept: KeptAttributes) {
    this.#kept = kept
  }

  /** What is known of the file of `key` without reading it. */
  known(key: string, state: FileState): ObjectAttributes | undefined {
    const version = versionOf(state)
    const held = this.#held.get(key)
    if (held?.version === version) return held.attributes
    const kept = this.#kept.get(key, version)
    if (kept) this.#hold(key, version, kept)
    return kept
  }

  /** The attributes of the file of `key` that nobody stored here, by its content. */
  async computed(key: string, state: FileState, file: FileHandle): Promise<ObjectAttributes> {
    const hash = createHash('md5')
    const buffer = Buffer.allocUnsafe(Math.min(Number(state.size), READ_SIZE))
    for (let at = 0, read = buffer.length; read > 0; at += read) {
      read = (await file.read(buffer, 0, buffer.length, at)).bytesRead
      hash.update(buffer.subarray(0, read))
    }
    const attributes = { etag: hash.digest('hex'), headers: {} }
    const age = Date.now() - Number(state.mtimeNs / 1_000_000n)
    // A file changed a moment ago may change again and show the same time.
    if (age > SETTLED) this.#hold(key, versionOf(state), attributes)
    return attributes
  }

  /** Keeps `attributes` for the file that is about to be that of `key`. */
  async set(key: string, state: FileState, attributes: ObjectAttributes): Promise<void> {
    // What is held may be of a file that is gone, and had the version that this one is going to have.
    this.#held.delete(key)
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
      if (this.#held.size <= HELD_FILES) return
      this.#held.delete(oldest)
    }
  }
}
