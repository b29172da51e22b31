/** Returns what `items` yields in pages, one at a time or already so; no page is empty. */
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

/** Yields arrays of up to `size` items each, of which only the last may be short. */
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

/** Yields the items of pages one by one. */
export async function* each<T>(items: AsyncIterable<readonly T[]>): AsyncGenerator<T, void, undefined> {
  for await (const page of items) yield* page
}

/** Returns everything an iterable yields: `Array.fromAsync`, which Node 20 lacks. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
