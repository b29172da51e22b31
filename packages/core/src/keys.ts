import { SourceError } from './errors.js'

/**
 * The one order of keys: by code point, which is the order of their UTF-8 bytes,
 * as S3 lists (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html).
 * Plain `<` compares UTF-16 units, which puts U+FF21 after U+1F600.
 */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let at = 0
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === shorter) return a.length - b.length
  return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at))
}

// Surrogates stand for code points above all that one unit can hold.
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** Passes items on; throws `SourceError` at the first whose key is not above the one before. */
export async function* ascending<T extends { readonly key: string }>(
  items: AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  let last: string | undefined
  for await (const item of items) {
    if (last !== undefined && compareKeys(last, item.key) >= 0) {
      throw new SourceError(
        'UNSORTED',
        `"${item.key}" was listed after "${last}", though it does not come after it in UTF-8 byte order; Arbalest can load only what is listed in that order.`,
      )
    }
    last = item.key
    yield item
  }
}
