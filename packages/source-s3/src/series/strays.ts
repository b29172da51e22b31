import { counted } from '@arbalest/core/plugin'
import type { ObjectStore } from '@arbalest/s3'
import type { FolderEntry } from '../listing/list-folder.js'

/** What lies where the folders of a series are, and is none of them: counted, but for what is hidden. */
export class Strays {
  #objects = 0
  #folders = 0
  #example: string | undefined
  /** The keys of hidden objects and folders. */
  readonly hidden: string[] = []

  /** How many it has. */
  get count(): number {
    return this.#objects + this.#folders
  }

  add({ key, isFolder }: FolderEntry): void {
    if (isFolder) this.#folders++
    else this.#objects++
    this.#example ??= key
  }

  /** Adds those of `others`. */
  addAll(others: Strays): void {
    this.#objects += others.#objects
    this.#folders += others.#folders
    this.#example ??= others.#example
    this.hidden.push(...others.hidden)
  }

  /** A sentence about them, of which there must be some, in a series with `pattern` under `prefix`. */
  describe(store: ObjectStore, prefix: string, pattern: string): string {
    const counts = [amount(this.#folders, 'folder'), amount(this.#objects, 'object')].filter(Boolean)
    return `"${store.url(prefix)}" has ${counts.join(' and ')} left out, because ${this.count === 1 ? 'it is' : 'they are'} not part of the series "${pattern}", such as "${store.url(this.#example ?? prefix)}".`
  }
}

function amount(count: number, noun: string): string {
  return count === 0 ? '' : counted(count, noun)
}
