import type { ArbalestError } from '../../faults/errors.js'
import type { Mark, Origin } from '../sink/mark.js'
import type { Transaction } from '../sink/transaction.js'

/** What an operator can see and change of a journal. */
export interface JournalUpkeep {
  /** Yields all that is recorded, in pages, in ascending `compareKeys` order. Changes nothing. */
  marks(): AsyncIterable<readonly Mark[]>
  /**
   * Begins the journal with `marks`, in pages and in key order, as if they had been recorded
   * by a load of `origin`, all of them or none; returns how many there are. Throws
   * `ConfigError` if something is recorded already.
   */
  import(marks: AsyncIterable<readonly Mark[]>, origin: Origin): Promise<number>
  /** Forgets that the units under `keys` were loaded; returns the keys of those it knew. */
  forget(keys: readonly string[]): Promise<readonly string[]>
  /**
   * Forgets all that is recorded, in one transaction in which `work` is done first, if given:
   * both, or neither. Throws `ConflictError` if another run records something meanwhile.
   */
  clear(work?: (tx: Transaction) => Promise<void>): Promise<void>
  /** Says of all that is recorded, all of it or none, that it was loaded as `origin` says. */
  adopt(origin: Origin): Promise<void>
  /**
   * Reads every segment of what it keeps, and reports of each whether it is whole: one
   * that is spoilt hides none of the others. Throws only if that cannot be found
   * out, as the server does not respond, or as nobody knows which segments there are. Changes nothing.
   * Absent: the journal keeps its entries in nothing that can be spoilt piece by piece.
   */
  verify?(): AsyncIterable<VerifiedSegment>
}

/** A segment of what a journal keeps, as it was found when it was read. */
export interface VerifiedSegment {
  /** What it is called in messages, such as `file:///var/journals/clicks`; holds no secret. */
  readonly url: string
  /** How many entries it must hold; each says of one unit that it was loaded at a version, or forgotten. */
  readonly count: number
  /** What is wrong with it, and what to do; its message names the segment. Undefined if nothing is. */
  readonly fault: ArbalestError | undefined
}
