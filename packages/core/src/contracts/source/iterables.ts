/**
 * Returns what `items` yields in pages, one at a time or already so; no page is empty.
 *
 * @example
 * ```ts
 * for await (const page of pages(source.list())) console.log(page.length)
 * ```
 */
export async function* pages<T extends object>(
  items: AsyncIterable<T | readonly T[]>,
): AsyncGenerator<readonly T[], void, undefined> {
  for await (const item of items) {
    if (!isPage(item)) yield [item]
    else if (item.length > 0) yield item
  }
}

function isPage<T>(item: T | readonly T[]): item is readonly T[] {
  return Array.isArray(item)
}

/**
 * Yields arrays of up to `size` items each, of which only the last may be short.
 *
 * @example
 * ```ts
 * for await (const batch of chunk(pages(source.list()), 1_000)) await look(batch)
 * ```
 */
export async function* chunk<T>(items: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const page of items) {
    for (const item of page) {
      if (batch.push(item) < size) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/**
 * Yields the items of pages one by one.
 *
 * @example
 * ```ts
 * for await (const { key, version } of each(pages(source.list()))) console.log(key, version)
 * ```
 */
export async function* each<T>(items: AsyncIterable<readonly T[]>): AsyncGenerator<T, void, undefined> {
  for await (const page of items) yield* page
}

/**
 * Does `work` for each of `items`, at most `most` at once, and returns what it returns, in their order.
 *
 * @example
 * ```ts
 * const sizes = await sideBySide(files, 8, async (file) => (await stat(file)).size)
 * ```
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: most }, worker))
  return results
}

/**
 * Returns everything an iterable yields: `Array.fromAsync`, which Node 20 lacks.
 *
 * @example
 * ```ts
 * const objects = (await collect(source.list())).flat()
 * ```
 */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
