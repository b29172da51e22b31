import type { Position } from '../store/key-range.js'
import type { ObjectStore, StoredObject } from '../store/object-store.js'

/** What one request to list asks for. */
interface ListingOptions {
  readonly prefix: string
  /** Keys that hold it after the prefix are rolled up into one common prefix; empty to list all keys. */
  readonly delimiter: string
  readonly after: Position | undefined
  /** The most objects and common prefixes of a page. */
  readonly limit: number
}

/** One page of a listing. */
export interface ListingPage {
  readonly objects: readonly StoredObject[]
  readonly prefixes: readonly string[]
  /** Where the next page begins; undefined for the last one. */
  readonly next: Position | undefined
}

/** Lists one page of the objects in `store`. */
export async function listPage(store: ObjectStore, options: ListingOptions): Promise<ListingPage> {
  const { prefix, delimiter, limit } = options
  const keys: string[] = []
  const prefixes: string[] = []
  let after = options.after
  let ended = limit === 0
  let truncated = false
  while (!ended) {
    ended = true
    for await (const key of store.keys({ prefix, after })) {
      truncated = keys.length + prefixes.length === limit
      if (truncated) break
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
      if (cut < 0) {
        keys.push(key)
        after = { key, subtree: false }
      } else {
        const common = key.slice(0, cut + delimiter.length)
        prefixes.push(common)
        after = { key: common, subtree: true }
        // Begins anew after the common prefix rather than walk through all that it stands for.
        ended = false
        break
      }
    }
  }
  return { objects: await heads(store, keys), prefixes, next: truncated ? after : undefined }
}

/** So many objects are looked up at a time: a folder's files have to be opened. */
const LOOKUPS = 16

async function heads(store: ObjectStore, keys: readonly string[]): Promise<StoredObject[]> {
  const found: (StoredObject | undefined)[] = []
  const indices = keys.keys()
  const worker = async () => {
    for (const index of indices) found[index] = await store.head(keys[index] as string)
  }
  await Promise.all(Array.from({ length: Math.min(LOOKUPS, keys.length) }, worker))
  return found.filter((object) => object !== undefined)
}
