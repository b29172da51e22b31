import type { ArbalestError } from '../faults/errors.js'
import type { Mark, Transaction } from './sink.js'
import type { PendingUnit, Unit } from './unit.js'

/**
 * The key of the one mark that a journal keeps in the sink where it keeps its units
 * elsewhere. No unit may be called so: a mark of this key tells every other journal
 * that it does not know what has been loaded.
 */
export const JOURNAL_HEAD = '@journal'

/** A segment of what a journal keeps, as it was found when it was read. */
export interface VerifiedSegment {
  /** What it is called in messages, such as `s3://bucket/key`; holds no secret. */
  readonly url: string
  /** How many entries it is to hold; each says of one unit that it was loaded at a version, or forgotten. */
  readonly count: number
  /** What is wrong with it, and what to do; its message names the segment. Undefined where nothing is. */
  readonly fault: ArbalestError | undefined
}

/** Decides what is still to be loaded, and records what has been. */
export interface Journal {
  /** Those of `units` not yet loaded as they now stand, in the same order. Changes nothing. */
  pending(units: AsyncIterable<Unit>): AsyncIterable<PendingUnit>
  /** The greatest key it has of any unit, or undefined where it has none. Changes nothing. */
  newest(): Promise<string | undefined>
  /** Records `units`, inside the transaction that loads them. */
  record(tx: Transaction, units: readonly PendingUnit[]): Promise<void>
  /** All that is recorded, in ascending `compareKeys` order. Changes nothing. */
  marks(): AsyncIterable<Mark>
  /**
   * Begins the journal with `marks`, in key order, as if they had been recorded, all
   * of them or none; answers how many there are. Throws `ConfigError` where something
   * is recorded already.
   */
  import(marks: AsyncIterable<Mark>): Promise<number>
  /** Forgets that the units under `keys` were loaded; answers the keys of those it knew. */
  forget(keys: readonly string[]): Promise<string[]>
  /**
   * Reads every segment of what it keeps, and tells of each whether it is whole: one
   * that is spoilt hides none of the others. Throws only where that cannot be found
   * out, as nobody answers or nobody knows which segments there are. Changes nothing.
   * None unless the journal keeps its entries in segments that can be spoilt one by one.
   */
  verify?(): AsyncIterable<VerifiedSegment>
}
