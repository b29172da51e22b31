import { formatS3Url } from '@arbalest/s3'
import type { FolderEntry } from './list-folder.js'

/** Counts what lies where the folders of a series are, and is none of them. */
export class Strays {
  #objects = 0
  #folders = 0
  #example: string | undefined

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
  }

  /** What is to be told of them, of which there are some, in a series with `pattern` at `url` in `bucket`. */
  describe(bucket: string, url: string, pattern: string): string {
    const counts = [amount(this.#folders, 'folder'), amount(this.#objects, 'object')].filter(Boolean)
    const example = formatS3Url({ bucket, key: this.#example })
    return `"${url}" holds ${counts.join(' and ')} that are left out, as they are no part of the series "${pattern}", such as "${example}".`
  }
}

function amount(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}
