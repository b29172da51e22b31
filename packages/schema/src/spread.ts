/**
 * At most `count` of `items`, spread evenly over all of them, in their order; and
 * how many there are in all. Holds no more than twice `count`.
 *
 * @example
 * ```ts
 * const { sample, total } = await spread(each(pages(source.list())), 100)
 * ```
 */
export async function spread<T>(
  items: AsyncIterable<T>,
  count: number,
): Promise<{ readonly sample: readonly T[]; readonly total: number }> {
  let kept: T[] = []
  let total = 0
  let step = 1
  for await (const item of items) {
    if (total++ % step !== 0) continue
    kept.push(item)
    if (kept.length < 2 * count) continue
    kept = kept.filter((_, index) => index % 2 === 0)
    step *= 2
  }
  if (kept.length <= count) return { sample: kept, total }
  const sample = Array.from({ length: count }, (_, index) => kept[Math.floor((index * kept.length) / count)]!)
  return { sample, total }
}
