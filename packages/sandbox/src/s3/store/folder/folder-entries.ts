import { readdir, stat } from 'node:fs/promises'
import { compareKeys } from '../key-order.js'
import { isMissing } from './file-fault.js'
import type { KeyNaming } from './naming/key-naming.js'

/** A file or folder that stands for a part of keys. */
export interface FolderEntry {
  readonly name: string
  readonly part: string
  readonly isFolder: boolean
}

/** So many folders are kept: a listing goes on in the one in which its last page ended, and those above it. */
const KEPT_FOLDERS = 64

/** Milliseconds after which a further change of a file or folder is sure to show in its time of change. */
export const SETTLED = 100

/** Reads folders, and keeps what it read for as long as the folder does not change. */
export class FolderEntries {
  readonly #naming: KeyNaming
  readonly #kept = new Map<string, { changed: number; entries: readonly FolderEntry[] }>()

  constructor(naming: KeyNaming) {
    this.#naming = naming
  }

  /** The entries of the folder at `path` in the order of their parts; none if there is no such folder. */
  async read(path: string): Promise<readonly FolderEntry[]> {
    try {
      const changed = (await stat(path)).mtimeMs
      const kept = this.#kept.get(path)
      this.#kept.delete(path)
      const entries = kept?.changed === changed ? kept.entries : await this.#read(path)
      if (Date.now() - changed > SETTLED) this.#keep(path, changed, entries)
      return entries
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  async #read(path: string): Promise<FolderEntry[]> {
    const entries: FolderEntry[] = []
    for (const item of await readdir(path, { withFileTypes: true })) {
      const isFolder = item.isDirectory()
      const part = isFolder || item.isFile() ? this.#naming.part(item.name, isFolder) : undefined
      if (part !== undefined) entries.push({ name: item.name, part, isFolder })
    }
    return entries.toSorted((a, b) => compareKeys(a.part, b.part))
  }

  #keep(path: string, changed: number, entries: readonly FolderEntry[]): void {
    this.#kept.set(path, { changed, entries })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_FOLDERS) return
      this.#kept.delete(oldest)
    }
  }
}
