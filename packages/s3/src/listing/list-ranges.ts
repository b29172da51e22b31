import { compareKeys } from '@arbalest/core/plugin'
import { KeyLine } from './key-line.js'
import { KeyRange } from './key-range.js'
import { Pace } from './pace.js'
import type { WaitingPage } from './page-objects.js'
import { isThrottled } from '../s3-error.js'

/** Lists behind a key, one page after the other. */
type ListBehind = (startAfter: string | undefined) => AsyncGenerator<WaitingPage>

/** What is listed in ranges. */
interface Ranges {
  /** How all keys begin. */
  readonly prefix: string
  readonly startAfter?: string | undefined
  readonly until?: string | undefined
  readonly cuts?: readonly string[] | undefined
  readonly parallel: number
}

/** About how many pages a range has: each costs about half a request more. */
const LENGTH = 8

/**
 * Lists in the order of keys, as `list` does, but asks for several pages at once: the keys are
 * cut into ranges, and a range that turns out to be long is cut again. Where to cut is a guess,
 * from how far the keys of a page lie apart; a guess costs a request if it is wrong, so there
 * are only as many as those that were right allow. At most about `LENGTH * parallel` pages
 * are kept until they are consumed.
 *
 * What goes wrong in a range is thrown once all that lies before it has been yielded, but for
 * requests that the server is too busy for: these are sent again, and fewer at once.
 */
export async function* listRanges(list: ListBehind, ranges: Ranges): AsyncGenerator<WaitingPage> {
  const listing = new RangedListing(list, ranges)
  try {
    yield* listing.pages()
  } finally {
    listing.close()
  }
}

class RangedListing {
  readonly #list: ListBehind
  readonly #line: KeyLine
  readonly #pace: Pace
  /** How many pages may be kept. */
  readonly #most: number
  /** In the order of keys; what lies before the first has been yielded. */
  readonly #ranges: KeyRange[]
  readonly #asking = new Set<Promise<void>>()
  #isClosed = false

  constructor(list: ListBehind, { prefix, startAfter, until, cuts = [], parallel }: Ranges) {
    this.#list = list
    this.#line = new KeyLine(prefix)
    this.#pace = new Pace(parallel)
    this.#most = parallel * LENGTH
    const isInside = (cut: string) =>
      cut.startsWith(prefix) &&
      (startAfter === undefined || compareKeys(cut, startAfter) > 0) &&
      (until === undefined || compareKeys(cut, until) < 0)
    const ends = [...cuts.filter(isInside), until]
    this.#ranges = ends.map((end, index) => {
      const after = index === 0 ? startAfter : ends[index - 1]
      return new KeyRange({ after, until: end })
    })
  }

  async *pages(): AsyncGenerator<WaitingPage> {
    for (let front = this.#ranges[0]; front; front = this.#ranges[0]) {
      const page = front.pages.shift()
      this.#begin()
      if (page) yield page
      else if (front.error) throw front.error
      else if (front.isDone) this.#ranges.shift()
      else await Promise.race(this.#asking)
    }
  }

  /** Begins nothing more. */
  close(): void {
    this.#isClosed = true
  }

  /** Begins as many requests as may be under way. */
  #begin(): void {
    while (!this.#isClosed && this.#asking.size < this.#pace.limit) {
      const range = this.#next()
      if (!range) return
      const asking: Promise<void> = this.#ask(range).finally(() => {
        this.#asking.delete(asking)
        this.#begin()
      })
      this.#asking.add(asking)
    }
  }

  async #ask(range: KeyRange): Promise<void> {
    const { halvings } = this.#pace
    range.isAsking = true
    try {
      const page = await range.next(this.#list)
      if (page) this.#take(range, page)
      else range.isDone = true
    } catch (error) {
      if (!isThrottled(error) || !this.#pace.slowDown(halvings, this.#asking.size)) range.error = error
    }
    range.isAsking = false
  }

  #take(range: KeyRange, page: WaitingPage): void {
    const behind = this.#ranges.indexOf(range) + 1
    const { objects } = page
    const last = objects.length > 0 ? objects.keyAt(objects.length - 1) : undefined
    for (let next = this.#ranges[behind]; next?.isNew; next = this.#ranges[behind]) {
      // Ranges that nobody has asked for are a part of the one whose page reaches into them, or behind the end.
      if (!page.isLast && (last === undefined || !range.endsBefore(last))) break
      range.absorb(next)
      this.#ranges.splice(behind, 1)
    }
    this.#pace.note(range.add(page, this.#line))
  }

  /** Returns the range to ask next; undefined if none may be. */
  #next(): KeyRange | undefined {
    const near = this.#near()
    const next = this.#waiting(near) ?? this.#cut(near)
    // What could not be cut is no longer taken for long, so that there may be others near.
    return next ?? (this.#near().length > near.length ? this.#next() : undefined)
  }

  /** Returns the first of `ranges` whose next page may be asked for now. */
  #waiting(ranges: readonly KeyRange[]): KeyRange | undefined {
    const mayGuess = this.#mayGuess()
    return ranges.find(
      (range, index) =>
        !range.isDone && !range.isAsking && !range.error && (index === 0 || mayGuess || !range.isNew),
    )
  }

  /** Cuts the first of `ranges` that is long, or the longest, and returns what is behind the cut; undefined if none is long enough. */
  #cut(ranges: readonly KeyRange[]): KeyRange | undefined {
    let behind: KeyRange | undefined
    while (!behind && this.#mayGuess()) {
      const [longest] = ranges.toSorted((a, b) => b.left - a.left)
      const range = ranges.find(({ left }) => left > 2 * LENGTH) ?? longest
      if (!range?.left) return undefined
      behind = range.cut(this.#line, LENGTH)
      if (behind) this.#ranges.splice(this.#ranges.indexOf(range) + 1, 0, behind)
    }
    return behind
  }

  #mayGuess(): boolean {
    const unproved = this.#ranges.filter((range) => range.isAsking && !range.isProved)
    return this.#pace.mayGuess(unproved.length)
  }

  /**
   * Returns the first ranges, before which no more pages than may be kept are there or still to come, and before which none has
   * failed. Those far behind would fill the memory with what is not consumed yet: a journal cuts a listing into ranges of a
   * hundred pages.
   */
  #near(): readonly KeyRange[] {
    const [front] = this.#ranges
    const kept = this.#ranges.reduce((sum, range) => sum + range.pages.length, 0)
    // What is waited for must be asked for, however much there is behind it.
    if (kept + this.#asking.size >= this.#most) return front?.pages.length === 0 ? [front] : []
    let pages = 0
    const end = this.#ranges.findIndex((range, index) => {
      const isFar = pages >= this.#most || this.#ranges[index - 1]?.error !== undefined
      pages += range.pages.length + range.left
      return isFar
    })
    return end < 0 ? this.#ranges : this.#ranges.slice(0, end)
  }
}
