import { compareKeys, sideBySide, type SourceObject } from '@arbalest/core/plugin'
import type { ListedPage, Listing, ObjectStore } from '@arbalest/s3'

/** How many requests are under way at once. */
const SIDE_BY_SIDE = 16

/** How many objects one listing may see at most (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
const PAGE = 1000

/** A page that shows fewer of the objects than this does not pay: they are looked at one by one, side by side. */
const DENSE = 16

/**
 * Returns those of `objects` whose ETag is another now, or that are gone, in key order.
 * Neighbours are seen together, by listing from the first of them on; if a page shows few of
 * them, the rest is looked at one by one. Each request shows at least one object, so there are
 * never more requests than objects.
 *
 * A single object is looked at by a listing too, of its key alone: HeadObject takes the right
 * to read the object, which loaders often lack.
 */
export async function findChanged(
  store: ObjectStore,
  objects: readonly SourceObject[],
): Promise<SourceObject[]> {
  const sorted = objects.toSorted((a, b) => compareKeys(a.key, b.key))
  const now = new Map<string, string>()
  const see = (page: ListedPage) => {
    for (const { key, etag } of page.objects) now.set(key, etag)
  }
  const runs: SourceObject[][] = []
  for (let from = 0; from < sorted.length; from += PAGE) runs.push(sorted.slice(from, from + PAGE))
  const strays = (await sideBySide(runs, SIDE_BY_SIDE, (run) => seeRun(store, run, see))).flat()
  await sideBySide(strays, SIDE_BY_SIDE, async ({ key }) =>
    see(await firstPage(store, { prefix: key, limit: 1 })),
  )
  return sorted.filter(({ key, version }) => now.get(key) !== version)
}

/** Lists from the first of `run` on as long as that pays, and returns the objects that are left. */
async function seeRun(
  store: ObjectStore,
  run: readonly SourceObject[],
  see: (page: ListedPage) => void,
): Promise<readonly SourceObject[]> {
  const prefix = commonPrefix(run[0]!.key, run.at(-1)!.key)
  const left: SourceObject[] = []
  let rest = run
  while (rest.length > 1) {
    const first = rest[0]!
    const startAfter = justBelow(first.key)
    if (startAfter === undefined) {
      left.push(first)
      rest = rest.slice(1)
      continue
    }
    const page = await firstPage(store, { prefix, startAfter })
    see(page)
    const last = page.objects.at(-1)?.key ?? ''
    const seen = page.isLast ? -1 : rest.findIndex(({ key }) => compareKeys(key, last) > 0)
    if (seen < 0) return left
    rest = rest.slice(seen)
    if (seen < DENSE) break
  }
  return [...left, ...rest]
}

async function firstPage(store: ObjectStore, listing: Listing): Promise<ListedPage> {
  for await (const page of store.list(listing)) return page
  return { objects: [], folders: [], isLast: true }
}

function commonPrefix(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  // Never between the two halves of a character.
  return /[\ud800-\udbff]$/.test(a.slice(0, length)) ? a.slice(0, length - 1) : a.slice(0, length)
}

/**
 * Returns what is less than `key`, and greater than all else that is less than it, but for keys
 * that hold U+10FFFF, which stands for no character. Undefined if that takes a control character,
 * which no server need take.
 */
function justBelow(key: string): string | undefined {
  const last = [...key].at(-1)!
  const code = last.codePointAt(0)!
  if (code <= 0x20) return undefined
  // Between U+D7FF and U+E000 are but halves of characters.
  const before = code === 0xe000 ? 0xd7ff : code - 1
  return `${key.slice(0, -last.length)}${String.fromCodePoint(before)}\u{10FFFF}`
}
