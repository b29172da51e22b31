import { ascending, compareKeys, unsorted } from '../contracts/source/keys.js'
import type { Mark } from '../contracts/sink/mark.js'
import type { PendingUnit, QuarantinedUnit, Unit } from '../contracts/strategy/unit.js'

/**
 * Yields the units that no mark covers at their version, page by page: a merge join that holds a page
 * of each in memory. Units that a mark says are quarantined at their version are given to `quarantined`. Throws
 * `SourceError` if units or marks are not in the order of keys.
 *
 * @example
 * ```ts
 * for await (const pending of unmarked(units, tx.marks())) console.log(pending.length)
 * ```
 */
export async function* unmarked(
  units: AsyncIterable<readonly Unit[]>,
  marks: AsyncIterable<readonly Mark[]>,
  quarantined: (unit: QuarantinedUnit) => void = () => {},
): AsyncGenerator<readonly PendingUnit[]> {
  const cursor = new Cursor(ascending(marks))
  let before: string | undefined
  try {
    for await (const page of units) {
      const pending: PendingUnit[] = []
      for (const unit of page) {
        const found = cursor.find(unit.key)
        const mark = found instanceof Promise ? await found : found
        // A unit that has a mark is in order as its mark is.
        if (!mark && before !== undefined && compareKeys(before, unit.key) >= 0)
          throw unsorted(before, unit.key)
        before = unit.key
        const isAside = mark?.state === 'quarantined'
        if (mark?.version !== unit.version)
          pending.push({ ...unit, previous: mark?.version, ...(isAside && { wasQuarantined: true }) })
        else if (isAside) quarantined({ ...unit, previous: mark.version, reason: mark.reason ?? '' })
      }
      if (pending.length > 0) yield pending
    }
  } finally {
    await cursor.close()
  }
}

/** Goes forward through marks that come in pages. */
class Cursor {
  readonly #pages: AsyncGenerator<readonly Mark[]>
  #page: readonly Mark[] = []
  #next = 0
  #done = false

  constructor(pages: AsyncGenerator<readonly Mark[]>) {
    this.#pages = pages
  }

  /** Returns the mark of `key`, which must be above that of the call before; a promise only if another page must be read. */
  find(key: string): Mark | undefined | Promise<Mark | undefined> {
    while (this.#next < this.#page.length) {
      const mark = this.#page[this.#next]!
      // Asked first, as most units have a mark.
      const isOfKey = mark.key === key
      if (!isOfKey && compareKeys(mark.key, key) > 0) return undefined
      this.#next++
      if (isOfKey) return mark
    }
    return this.#done ? undefined : this.#findInNextPage(key)
  }

  close(): Promise<unknown> {
    return this.#pages.return(undefined)
  }

  async #findInNextPage(key: string): Promise<Mark | undefined> {
    const { value, done } = await this.#pages.next()
    if (done) {
      this.#done = true
      return undefined
    }
    this.#page = value
    this.#next = 0
    return this.find(key)
  }
}
