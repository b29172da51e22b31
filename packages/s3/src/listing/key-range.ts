import { compareKeys } from '@arbalest/core/plugin'
import type { KeyLine, Stride } from './key-line.js'
import type { PageObjects, WaitingPage } from './page-objects.js'

/** How many pages say better how far pages lie apart than those of the range before. */
const ENOUGH = 4

/** From how many pages on what is left of a range is cut. */
const LEAST = 4

/** How many keys of a page are looked at, to learn how keys are written. */
const SAMPLES = 5

/** Where a range lies. */
interface Place {
  /** Keys up to this one, and itself, are those of a range before. */
  readonly after: string | undefined
  /** Keys behind this one are those of a range behind; undefined if there is none. */
  readonly until: string | undefined
  /** How far pages lie apart near by. Default: not known. */
  readonly stride?: Stride | undefined
}

/** Keys that are listed one page after the other, and how far that has come. */
export class KeyRange {
  /** Its pages that nobody has taken yet. */
  readonly pages: WaitingPage[] = []
  /** Whether its next page is being asked for. */
  isAsking = false
  /** Whether all its pages are there. */
  isDone = false
  /** Why it could not be listed. */
  error: unknown
  #isNew = true
  #isProved = false
  /** The last key that has been seen of it. */
  #at: string | undefined
  #until: string | undefined
  #stride: Stride | undefined
  /** The first key, and the last ones of its newest pages. */
  readonly #ends: string[] = []
  #left = 0
  #reading: AsyncGenerator<WaitingPage> | undefined

  constructor({ after, until, stride }: Place) {
    this.#at = after
    this.#until = until
    this.#stride = stride
  }

  /** Whether none of its pages has been asked for. */
  get isNew(): boolean {
    return this.#isNew
  }

  /** Whether there has been something in it. */
  get isProved(): boolean {
    return this.#isProved
  }

  /** About how many pages are left of it; 0 if too few to cut it, or if that is not known. */
  get left(): number {
    return this.isDone || this.error ? 0 : this.#left
  }

  /** Asks for its next page by `list`; returns undefined if there is none. */
  async next(
    list: (after: string | undefined) => AsyncGenerator<WaitingPage>,
  ): Promise<WaitingPage | undefined> {
    this.#isNew = false
    this.#reading ??= list(this.#at)
    try {
      const { value } = await this.#reading.next()
      return value ?? undefined
    } catch (error) {
      // Whoever asks again begins behind what has been seen.
      this.#reading = undefined
      throw error
    }
  }

  /** Whether `key` lies behind it, or is its last. */
  endsBefore(key: string): boolean {
    return this.#until !== undefined && compareKeys(key, this.#until) >= 0
  }

  /** Makes the range behind it, which is new, a part of it. */
  absorb(behind: KeyRange): void {
    this.#until = behind.#until
  }

  /** Adds what of a page belongs to it; returns which part of the page does not, or 1 if nothing was to be expected there. */
  add({ objects, folders, isLast }: WaitingPage, line: KeyLine): number {
    const count = objects.length
    const own = this.#own(objects)
    const reached = count > 0 ? objects.keyAt(count - 1) : undefined
    if (!this.#isProved && this.#stride && this.#at !== undefined && count > 0)
      line.refute(this.#at, objects.keyAt(0))
    this.isDone = isLast || (reached !== undefined && this.endsBefore(reached))
    if (own.length === 0) return this.#isProved && reached === undefined ? 0 : 1
    const [first, last] = [own.keyAt(0), own.keyAt(own.length - 1)]
    line.learn(samplesOf(own))
    this.pages.push({ objects: own, folders, isLast: false })
    this.#isProved = true
    this.#at = last
    this.#follow(first, last)
    this.#measure(line)
    return 1 - own.length / count
  }

  /** Cuts off what lies `pages` behind what has been seen, or the second half of what is left, and returns it; undefined if there is no key at which to cut. */
  cut(line: KeyLine, pages: number): KeyRange | undefined {
    const [at, stride, until] = [this.#at, this.#stride, this.#until]
    const cut = at !== undefined && stride && line.behind(at, stride, Math.min(pages, this.#left / 2))
    if (!cut || compareKeys(cut, at) <= 0 || this.endsBefore(cut)) {
      this.#left = 0
      return undefined
    }
    const behind = new KeyRange({ after: cut, until, stride })
    this.#until = cut
    for (const range of [this, behind]) range.#measure(line)
    return behind
  }

  /** Notes how far pages lie apart, as another goes from `first` to `last`. */
  #follow(first: string, last: string): void {
    const ends = this.#ends
    if (ends.length === 0) ends.push(first)
    if (ends.push(last) > 2 * ENOUGH) ends.shift()
    const pages = ends.length - 1
    if (!this.#stride || pages >= Math.min(ENOUGH, this.#stride.pages))
      this.#stride = { from: ends[0]!, to: last, pages }
  }

  #own(objects: PageObjects): PageObjects {
    const until = this.#until
    if (objects.length === 0 || until === undefined || !this.endsBefore(objects.keyAt(objects.length - 1)))
      return objects
    const keys = Array.from({ length: objects.length }, (_, index) => objects.keyAt(index))
    // What is out of order may be nowhere else: whoever consumes it finds that out.
    if (!isInOrder(keys)) return objects
    const behind = keys.findIndex((key) => compareKeys(key, until) > 0)
    return behind < 0 ? objects : objects.before(behind)
  }

  #measure(line: KeyLine): void {
    const [at, stride, until] = [this.#at, this.#stride, this.#until]
    const pages =
      until === undefined ? Infinity : at !== undefined && stride ? line.pages(at, until, stride) : 0
    this.#left = pages < LEAST ? 0 : pages
  }
}

function isInOrder(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || compareKeys(keys[index - 1]!, key) < 0)
}

function* samplesOf(objects: PageObjects): Generator<string> {
  const step = Math.ceil(objects.length / SAMPLES)
  for (let at = 0; at < objects.length; at += step) yield objects.keyAt(at)
  yield objects.keyAt(objects.length - 1)
}
