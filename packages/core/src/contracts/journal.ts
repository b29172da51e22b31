import type { ArbalestError } from '../faults/errors.js'
import type { Diagnosis } from './diagnosis.js'
import type { Mark, Origin } from './mark.js'
import type { Transaction } from './transaction.js'
import type { PendingUnit, Unit } from './unit.js'

/**
 * The key of the one mark that a journal keeps in the sink if it keeps its units
 * elsewhere. No unit may be called so: a mark of this key says to every other journal
 * that it does not know what has been loaded.
 */
export const JOURNAL_HEAD = '@journal'

/**
 * Decides what is still to be loaded, and records what has been.
 *
 * @example
 * ```ts
 * const snapshot = await journal.open()
 * for await (const units of snapshot.pending(pages)) {
 *   await sink.transaction(context, async (tx) => {
 *     await strategy.load(tx, target, units)
 *     await snapshot.record(tx, units)
 *   })
 * }
 * ```
 */
export interface Journal {
  /** Returns what is recorded now, as one consistent view for one plan. Changes nothing. */
  open(): Promise<Snapshot>
  /** The URLs of the folders in which it keeps files of its own, none of which may be loaded. Default: none. */
  readonly folders?: readonly string[] | undefined
  /** Finds out what keeps it from its own files. Default: it has none. */
  readonly diagnosis?: Diagnosis | undefined
  /** What an operator needs, and no load. */
  readonly upkeep: JournalUpkeep
  /** Returns the journal of another scope, kept in the same way and in the same place; it is closed together with this one. */
  under(scope: string): Journal
}

/** A journal as it stood when it was opened, and as what is recorded by it has changed it since. */
export interface Snapshot {
  /** Whether nothing is recorded. */
  readonly empty: boolean
  /** How what is recorded was loaded; undefined if nothing is, or if an older Arbalest recorded it, which did not keep this. */
  readonly origin: Origin | undefined
  /** Returns the greatest key of any unit recorded, or undefined if none is. */
  newest(): Promise<string | undefined>
  /** Yields those of `units` not yet loaded as they now stand, in the same order, page by page. Changes nothing. */
  pending(units: AsyncIterable<readonly Unit[]>): AsyncIterable<readonly PendingUnit[]>
  /**
   * Records units that this snapshot found pending, inside the transaction that loads them.
   * Throws `ConflictError` if another run has recorded them since it was opened.
   */
  record(tx: Transaction, units: readonly PendingUnit[]): Promise<void>
}

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
  /** What it is called in messages, such as `s3://bucket/key`; holds no secret. */
  readonly url: string
  /** How many entries it must hold; each says of one unit that it was loaded at a version, or forgotten. */
  readonly count: number
  /** What is wrong with it, and what to do; its message names the segment. Undefined if nothing is. */
  readonly fault: ArbalestError | undefined
}
