import { createHash } from 'node:crypto'
import type { SourceObject } from '../../contracts/source/source.js'

/** A digest of a listing: the same only if the same objects at the same versions were listed, in the same order. */
export class ListingDigest {
  readonly #hash = createHash('sha256')

  /** Takes one more page into account. */
  add(page: readonly SourceObject[]): void {
    for (const { partition, key, version, size } of page)
      this.#hash.update(`${JSON.stringify([partition ?? null, key, version, size])}\n`)
  }

  /** The digest of all pages; to be asked for once, after the last. */
  get value(): string {
    return this.#hash.digest('hex')
  }
}
