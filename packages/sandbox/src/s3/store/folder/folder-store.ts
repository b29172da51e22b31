import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, rename, rm } from 'node:fs/promises'
import type { KeyRange } from '../key-range.js'
import { KeyedLock } from '../keyed-lock.js'
import type {
  Draft,
  ObjectAttributes,
  ObjectStore,
  OpenObject,
  StoredObject,
  Tags,
  WriteCheck,
} from '../object-store.js'
import { FileAttributes } from './file-attributes.js'
import { FileDraft } from './file-draft.js'
import { codeOf, isMissing, fileFault } from './file-fault.js'
import type { FileState } from './file-state.js'
import { distinctState, fileState, modifiedOf, versionOf } from './file-state.js'
import { FolderEntries } from './folder-entries.js'
import { FolderPaths } from './folder-paths.js'
import { walkFolder } from './folder-walk.js'
import type { KeptAttributes } from './kept-attributes.js'
import type { KeyNaming } from './naming/key-naming.js'

/** Where a folder store keeps what. */
interface FolderStoreOptions {
  /** The folder of the objects' files; it must exist. */
  readonly objects: string
  /** A folder on the same file system for content that is being received; made when it is needed. */
  readonly drafts: string
  readonly naming: KeyNaming
  readonly attributes: KeptAttributes
}

/** Objects that are files of a folder, those included that others put there. */
export class FolderStore implements ObjectStore {
  readonly #drafts: string
  readonly #paths: FolderPaths
  readonly #entries: FolderEntries
  readonly #attributes: FileAttributes
  readonly #writes = new KeyedLock()

  constructor(options: FolderStoreOptions) {
    this.#drafts = options.drafts
    this.#paths = new FolderPaths(options.objects, options.naming)
    this.#entries = new FolderEntries(options.naming)
    this.#attributes = new FileAttributes(options.attributes)
  }

  keys(range: KeyRange): AsyncIterable<string> {
    return walkFolder(this.#paths.root, this.#entries, range)
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const path = this.#paths.find(key)
    const state = path && fileState(path)
    const known = state && this.#attributes.known(key, state)
    if (known) return stored(key, state, known)
    const object = await this.open(key)
    await object?.close()
    return object
  }

  async open(key: string): Promise<OpenObject | undefined> {
    for (let attempt = 1; ; attempt++) {
      const path = this.#paths.find(key)
      const found = path && (await openFile(path, key))
      if (!found) return undefined
      const { file, state } = found
      try {
        const known = this.#attributes.known(key, state)
        if (known) return opened(file, stored(key, state, known))
        // Where the file has been replaced meanwhile, its attributes may have been there and gone.
        if (isStill(path, state) || attempt === ATTEMPTS) {
          return opened(file, stored(key, state, await this.#attributes.computed(key, state, file)))
        }
      } catch (error) {
        await file.close()
        throw error
      }
      await file.close()
    }
  }

  draft(content: AsyncIterable<Uint8Array>): Promise<Draft> {
    return FileDraft.write(this.#drafts, content)
  }

  commit(key: string, draft: Draft, attributes: ObjectAttributes, check?: WriteCheck): Promise<StoredObject> {
    if (!(draft instanceof FileDraft)) throw new TypeError('a draft belongs to the store that received it')
    return this.#writes.run(key, async () => {
      check?.(await this.head(key))
      const path = this.#paths.find(key)
      const before = path && fileState(path)
      const state = await distinctState(draft.path, before || undefined)
      await this.#attributes.set(key, state, attributes)
      try {
        await this.#move(draft.path, key)
      } catch (error) {
        await this.#attributes.delete(key, state)
        throw fileFault(error, key)
      }
      if (before) await this.#attributes.delete(key, before)
      return stored(key, state, attributes)
    })
  }

  tag(key: string, tags: Tags): Promise<boolean> {
    return this.#writes.run(key, async () => {
      const object = await this.head(key)
      const path = this.#paths.find(key)
      const state = path && fileState(path)
      if (!object || !state) return false
      await this.#attributes.set(key, state, { ...object, tags })
      return true
    })
  }

  delete(key: string, check?: WriteCheck): Promise<void> {
    return this.#writes.run(key, async () => {
      check?.(await this.head(key))
      const path = this.#paths.find(key)
      const state = path && fileState(path)
      if (!path || !state) return
      try {
        await rm(path)
      } catch (error) {
        throw fileFault(error, key)
      }
      await this.#attributes.delete(key, state)
      await this.#paths.prune(path)
    })
  }

  async close(): Promise<void> {
    await rm(this.#drafts, { recursive: true, force: true })
  }

  /** Moves the file at `from` into the place of `key`. */
  async #move(from: string, key: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await rename(from, await this.#paths.make(key))
        return
      } catch (error) {
        // A removal may have taken away the folders that had become empty.
        if (codeOf(error) !== 'ENOENT' || attempt === ATTEMPTS) throw error
      }
    }
  }
}

/** Bytes that are read at a time. */
const READ_SIZE = 256 * 1024

/** So often something is tried that another writer may get in the way of. */
const ATTEMPTS = 10

function isStill(path: string, state: FileState): boolean {
  const now = fileState(path)
  return now !== undefined && versionOf(now) === versionOf(state)
}

async function openFile(
  path: string,
  key: string,
): Promise<{ readonly file: FileHandle; readonly state: FileState } | undefined> {
  try {
    const file = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
    const state = await file.stat({ bigint: true })
    if (state.isFile()) return { file, state }
    await file.close()
    return undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw fileFault(error, key)
  }
}

function stored(key: string, state: FileState, attributes: ObjectAttributes): StoredObject {
  return { ...attributes, key, size: Number(state.size), modified: modifiedOf(state) }
}

function opened(file: FileHandle, object: StoredObject): OpenObject {
  return {
    ...object,
    read: (range = { start: 0, end: object.size - 1 }) =>
      // No range of a file is empty; what follows the end of an empty one is.
      file.createReadStream({ highWaterMark: READ_SIZE, ...(object.size === 0 ? { start: 0 } : range) }),
    close: () => file.close(),
  }
}
