/**
 * Compares two keys by their UTF-8 bytes, the order in which S3 lists. JavaScript's `<` compares UTF-16 units,
 * which puts characters beyond U+FFFF before those from U+E000 on.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Moves surrogates, which stand for characters beyond U+FFFF, after all other units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** The index of the first of `sorted` that is not `before`, which holds for all up to some place and none after. */
export function firstNot<T>(sorted: readonly T[], before: (item: T) => boolean): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (before(sorted[middle] as T)) from = middle + 1
    else to = middle
  }
  return from
}
