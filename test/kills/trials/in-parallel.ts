const REPORTED_EACH = 100

/** Does `work` on each item, so many at a time, in order, and reports how many are done, as thousands take an hour. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  let done = 0
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of rest) {
        await work(item)
        done++
        if (done % REPORTED_EACH === 0) console.log(`${done} of ${items.length} trials`)
      }
    }),
  )
}
