import { lstatSync, realpathSync } from 'node:fs'
import { mkdir, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, fileFault, isMissing, unholdable } from './file-fault.js'
import type { KeyNaming } from './naming/key-naming.js'

/** Where in a folder the files of keys are. Symbolic links are not followed, so that no path leads elsewhere. */
export class FolderPaths {
  readonly root: string
  readonly #naming: KeyNaming

  /** `root` must exist. */
  constructor(root: string, naming: KeyNaming) {
    this.root = realpathSync.native(root)
    this.#naming = naming
  }

  /** The path of the file of `key`; undefined if there is none. */
  find(key: string): string | undefined {
    const names = this.#naming.path(key)
    if (!names) return undefined
    const path = join(this.root, ...names)
    try {
      // A link leads elsewhere, as does a path in other case if the file system ignores case.
      return realpathSync.native(path) === path ? path : undefined
    } catch (error) {
      if (isMissing(error)) return undefined
      throw fileFault(error, key)
    }
  }

  /** The path for the file of `key`, the folders that lead to it made; throws if it can have none. */
  async make(key: string): Promise<string> {
    const names = this.#naming.path(key)
    if (!names) throw unholdable(key)
    let path = this.root
    for (const name of names.slice(0, -1)) {
      path = join(path, name)
      await makeFolder(path, key)
    }
    return join(path, names.at(-1) as string)
  }

  /** Removes the folders above `path` that have become empty. */
  async prune(path: string): Promise<void> {
    for (let folder = dirname(path); folder.length > this.root.length; folder = dirname(folder)) {
      try {
        await rmdir(folder)
      } catch {
        return
      }
    }
  }
}

async function makeFolder(path: string, key: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found) throw unholdable(key)
  try {
    await mkdir(path)
  } catch (error) {
    // Another writer may have made it meanwhile, or the like.
    if (codeOf(error) !== 'EEXIST') throw error
    await makeFolder(path, key)
  }
}
