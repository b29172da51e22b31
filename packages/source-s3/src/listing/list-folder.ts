import { ascending, compareKeys, each } from '@arbalest/core/plugin'
import type { Listing, ObjectStore } from '@arbalest/s3'
import { standsForFolder } from './list-objects.js'

/** What lies directly in a folder: an object, or a folder, whose key then ends in `/`. */
export interface FolderEntry {
  readonly key: string
  readonly isFolder: boolean
}

/** Yields what lies directly under the prefix of a listing, up to the next `/`, in the order of keys. */
export function listFolder(store: ObjectStore, listing: Listing): AsyncGenerator<FolderEntry> {
  return each(ascending(entriesOf(store, listing)))
}

async function* entriesOf(store: ObjectStore, listing: Listing): AsyncGenerator<readonly FolderEntry[]> {
  for await (const { objects, folders } of store.list({ ...listing, delimiter: '/' })) {
    // A page has its objects and its folders apart.
    const entries = [
      ...objects.filter((object) => !standsForFolder(object)).map(({ key }) => ({ key, isFolder: false })),
      ...folders.map((key) => ({ key, isFolder: true })),
    ]
    yield entries.toSorted((a, b) => compareKeys(a.key, b.key))
  }
}
