import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, rename, rm } from 'node:fs/promises'
import { FileAttributes } from './file-attributes.js'
import { FileDraft } from './file-draft.js'
import { codeOf, isMissing, fileFault } from './file-fault.js'
import type { FileState } from './file-state.js'
import { distinctState, fileState, modifiedOf, versionOf } from './file-state.js'
import { FolderEntries } from './folder-entries.js'
import { FolderPaths } from './folder-paths.js'
import { walkFolder } from './folder-walk.js'
import type { KeptAttributes } from './kept-attributes.js'
import type { KeyNaming } from './key-naming.js'
import type { KeyRange } from './key-range.js'
import { KeyedLock } from '../keyed-lock.js'
import type {
  Draft,
  ObjectAttributes,
  ObjectStore,
  OpenObject,
  StoredObject,
  WriteCheck,
} from './object-store.js'

/** Where a folder store keeps what. */
export interface FolderStoreOptions {
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
    for (;;) {
      const path = this.#paths.find(key)
      const file = path && (await openFile(path, key))
      if (!file) return undefined
      try {
        const state = await file.stat({ bigint: true })
        const attributes =
          this.#attributes.known(key, state) ?? (await this.#computed(key, path, state, file))
        if (attributes) return opened(file, stored(key, state, attributes))
      } catch (error) {
        await file.close()
        throw error
      }
      // The file has been replaced meanwhile.
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

  /** The attributes of an open file by its content; undefined if the file has been replaced meanwhile, as then
      its own attributes may have been there and gone. */
  async #computed(
    key: string,
    path: string,
    state: FileState,
    file: FileHandle,
  ): Promise<ObjectAttributes | undefined> {
    const now = fileState(path)
    if (!now || versionOf(now) !== versionOf(state)) return undefined
    return this.#attributes.computed(key, state, file)
  }

  /** Moves the file at `from` into the place of `key`. */
  async #move(from: string, key: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await rename(from, await this.#paths.make(key))
        return
      } catch (error) {
        // A removal may have taken away the folders that had become empty.
        if (codeOf(error) !== 'ENOENT' || attempt === moveAttempts) throw error
      }
    }
  }
}

/** Bytes that are read at a time. */
const readSize = 256 * 1024

const moveAttempts = 10

async function openFile(path: string, key: string): Promise<FileHandle | undefined> {
  try {
    const file = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
    if ((await file.stat()).isFile()) return file
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
      file.createReadStream({ highWaterMark: readSize, ...(object.size === 0 ? { start: 0 } : range) }),
    close: () => file.close(),
  }
}
