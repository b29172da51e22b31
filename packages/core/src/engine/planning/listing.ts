import type { Listed } from '../../contracts/events/listed.js'
import type { ListingDigest } from './listing-digest.js'
import type { Notice } from '../../contracts/events/notice.js'
import { partitionKind } from '../../contracts/source/partition.js'
import type { QuarantinedUnit } from '../../contracts/strategy/unit.js'
import type { ListOptions, SourceObject } from '../../contracts/source/source.js'

/** Which part of a source is listed, and where it may be cut. */
export type ListedPart = Pick<ListOptions, 'from' | 'cuts'>

/** Counts what a source lists, as a step goes through it. */
export class Listing {
  readonly #digest: ListingDigest | undefined
  #objects = 0
  #hidden = 0
  #firstHidden: string | undefined
  #from: string | undefined
  #quarantined = 0
  #firstQuarantined: QuarantinedUnit | undefined

  /** If given a digest, has it take all that is listed into account. */
  constructor(digest?: ListingDigest) {
    this.#digest = digest
  }

  /** Returns how a source is asked to list `part`, and to say what it leaves out. */
  options(part: ListedPart): ListOptions {
    this.#from = part.from
    return {
      ...part,
      hidden: (keys) => {
        this.#hidden += keys.length
        this.#firstHidden ??= keys[0]
      },
    }
  }

  /** Passes pages on, and counts their objects. */
  async *count(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<readonly SourceObject[]> {
    for await (const page of pages) {
      this.#objects += page.length
      this.#digest?.add(page)
      yield page
    }
  }

  /** Counts a unit that is quarantined as it now stands. */
  readonly quarantine = (unit: QuarantinedUnit): void => {
    this.#quarantined++
    this.#firstQuarantined ??= unit
  }

  /** The digest of what has been listed; undefined if none was wanted. To be asked for once. */
  get digest(): string | undefined {
    return this.#digest?.value
  }

  /** The first partition that is listed; undefined if all are. */
  get from(): string | undefined {
    return this.#from
  }

  /** What has been listed so far. */
  get listed(): Listed {
    const quarantined = this.#quarantined
    return { objects: this.#objects, hidden: this.#hidden, ...(quarantined > 0 && { quarantined }) }
  }

  /** What a person would want to know of what has been listed so far. */
  get notices(): readonly Notice[] {
    const notices: Notice[] = []
    const first = this.#firstHidden
    if (first !== undefined) notices.push({ kind: 'hidden', look: false, keys: this.#hidden, first })
    const aside = this.#firstQuarantined
    if (aside) {
      const { key, reason } = aside
      notices.push({ kind: 'quarantined', look: true, units: this.#quarantined, first: key, reason })
    }
    const from = this.#from
    if (from !== undefined && isAhead(from)) notices.push({ kind: 'ahead', look: true, from })
    return notices
  }
}

const DAY = 86_400_000

/** Whether a partition is a day, or an hour of one, that has begun nowhere yet. */
function isAhead(partition: string): boolean {
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
  return partitionKind(partition) !== 'number' && partition.slice(0, 10) > tomorrow
}
