import { SourceError } from '../../faults/errors.js'

/**
 * Compares keys in the one order that there is: by code point, which is the order of their
 * UTF-8 bytes, as object stores list.
 *
 * @example
 * ```ts
 * const sorted = keys.toSorted(compareKeys)
 * ```
 */
export function compareKeys(a: string, b: string): number {
  // Asked first, as most keys are compared with the one after them.
  if (a < b) return isPlain(a, b) ? -1 : compareBytes(a, b)
  if (a === b) return 0
  return isPlain(a, b) ? 1 : compareBytes(a, b)
}

/** Whether `<`, which compares UTF-16 units, much faster, is right: it is not if both keys have units from U+D800 on, as it puts U+FF21 after U+1F600. */
function isPlain(a: string, b: string): boolean {
  return !HIGH.test(a) || !HIGH.test(b)
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const HIGH = /[\ud800-\uffff]/

/**
 * Passes pages on; throws `SourceError` at the first item that is not above the one
 * before, by its key or as `compare` says.
 *
 * @example
 * ```ts
 * yield* ascending(listed) // what is out of order ends the listing with an error
 * ```
 */
export async function* ascending<T extends { readonly key: string }>(
  pages: AsyncIterable<readonly T[]>,
  compare: (a: T, b: T) => number = (a, b) => compareKeys(a.key, b.key),
): AsyncGenerator<readonly T[], void, undefined> {
  let last: T | undefined
  for await (const page of pages) {
    for (const item of page) {
      if (last !== undefined && compare(last, item) >= 0) throw unsorted(last.key, item.key)
      last = item
    }
    yield page
  }
}

/**
 * Returns what is thrown of a `key` that came after `before`, though it is not above it.
 *
 * @example
 * ```ts
 * let before = ''
 * for await (const { key } of each(pages(source.list()))) {
 *   if (compareKeys(before, key) >= 0) throw unsorted(before, key)
 *   before = key
 * }
 * ```
 */
export function unsorted(before: string, key: string): SourceError {
  return new SourceError(
    'UNSORTED',
    `"${key}" was listed after "${before}", though it does not come after it in UTF-8 byte order; Arbalest can load only what is listed in that order.`,
  )
}
