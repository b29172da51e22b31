import { createHash } from 'node:crypto'
import type { SourceObject } from '../source/source.js'

/** What a strategy loads, and a journal remembers, as one: all of it or none. */
export interface Unit {
  readonly key: string
  /** Differs whenever what the unit would load does. 1 to 256 characters. */
  readonly version: string
  readonly objects: readonly SourceObject[]
}

/** A unit that is yet to be loaded as it now stands. */
export interface PendingUnit extends Unit {
  /** The version it was last loaded at, if it ever was. */
  readonly previous?: string | undefined
  /** Whether it was quarantined at that version, so that its rows are not in the table. Default: false. */
  readonly wasQuarantined?: boolean | undefined
}

/** A unit that cannot be loaded as it now stands, and is set aside, so that others can be. */
export interface QuarantinedUnit extends PendingUnit {
  /** Why, without anything of what its objects hold; at most 1,000 characters. */
  readonly reason: string
}

/**
 * A version for a set of objects: it differs when any of them, or which they are, does.
 *
 * @example
 * ```ts
 * const unit: Unit = { key: '2018-02-01', version: digest(objects), objects }
 * ```
 */
export function digest(objects: readonly SourceObject[]): string {
  const hash = createHash('sha256')
  for (const { key, version } of objects) hash.update(JSON.stringify([key, version]))
  return hash.digest('hex')
}
