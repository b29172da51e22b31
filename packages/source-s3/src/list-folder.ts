import { ascending, compareKeys } from '@arbalest/core'
import { standsForFolder } from './list-objects.js'
import { listPages, type Listing } from './list-pages.js'

/** What lies directly in a folder: an object, or a folder, whose key then ends in `/`. */
export interface FolderEntry {
  readonly key: string
  readonly isFolder: boolean
}

/** What lies directly under the prefix of a listing, up to the next `/`, in the order of keys. */
export function listFolder(listing: Listing): AsyncGenerator<FolderEntry> {
  return ascending(entriesOf(listing))
}

async function* entriesOf(listing: Listing): AsyncGenerator<FolderEntry> {
  for await (const { objects, folders } of listPages(listing, '/')) {
    // A page tells of its objects and of its folders apart.
    const entries = [
      ...objects.filter((object) => !standsForFolder(object)).map(({ key }) => ({ key, isFolder: false })),
      ...folders.map((key) => ({ key, isFolder: true })),
    ]
    yield* entries.toSorted((a, b) => compareKeys(a.key, b.key))
  }
}
