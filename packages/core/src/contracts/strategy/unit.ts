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
}

/** A version for a set of objects: it differs when any of them, or which they are, does. */
export function digest(objects: readonly SourceObject[]): string {
  const hash = createHash('sha256')
  for (const { key, version } of objects) hash.update(JSON.stringify([key, version]))
  return hash.digest('hex')
}
