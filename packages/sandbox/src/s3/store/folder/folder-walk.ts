import type { FolderEntry, FolderEntries } from './folder-entries.js'
import { firstNot } from '../key-order.js'
import type { KeyRange } from '../key-range.js'
import { isBefore, isSubtreeBefore } from '../key-range.js'

/** The keys in `range` that files under `root` stand for, in order; reads only the folders that can hold some. */
export async function* walkFolder(
  root: string,
  entriesOf: FolderEntries,
  range: KeyRange,
): AsyncGenerator<string> {
  const open = [await enter(root, '', entriesOf, range)]
  for (;;) {
    const folder = open.at(-1)
    if (!folder) return
    const entry = folder.entries[folder.next++]
    if (!entry) {
      open.pop()
      continue
    }
    const key = folder.start + entry.part
    if (entry.isFolder && (key.startsWith(range.prefix) || range.prefix.startsWith(key))) {
      open.push(await enter(`${folder.path}/${entry.name}`, key, entriesOf, range))
    } else if (!key.startsWith(range.prefix)) {
      // Nothing further on in this folder begins with the prefix, as its entries are in order.
      open.pop()
    } else {
      yield key
    }
  }
}

interface OpenFolder {
  readonly path: string
  /** What all its keys begin with. */
  readonly start: string
  readonly entries: readonly FolderEntry[]
  next: number
}

async function enter(
  path: string,
  start: string,
  entriesOf: FolderEntries,
  range: KeyRange,
): Promise<OpenFolder> {
  const entries = await entriesOf.read(path)
  const next = firstNot(entries, ({ part, isFolder }) =>
    isFolder ? isSubtreeBefore(start + part, range) : isBefore(start + part, range),
  )
  return { path, start, entries, next }
}
