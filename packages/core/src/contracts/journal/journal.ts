import type { Diagnosis } from '../../faults/diagnosis.js'
import type { Origin } from '../sink/mark.js'
import type { Transaction } from '../sink/transaction.js'
import type { PendingUnit, QuarantinedUnit, Unit } from '../strategy/unit.js'
import type { JournalUpkeep } from './journal-upkeep.js'

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
 * for await (const pending of snapshot.pending(units)) {
 *   await sink.transaction(context, async (tx) => {
 *     await strategy.load(tx, target, pending)
 *     await snapshot.record(tx, pending)
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
  /**
   * Keys in ascending order between which about equally much is recorded, if they are known without
   * reading it: whoever lists the units anew may list between them side by side. Default: none.
   */
  readonly cuts?: readonly string[] | undefined
  /** Returns the greatest key of any unit recorded, or undefined if none is. */
  newest(): Promise<string | undefined>
  /**
   * Yields those of `units` not recorded as they now stand, in the same order, page by page. Those
   * that are recorded as quarantined, as they now stand, are given to `quarantined`. Changes nothing.
   */
  pending(
    units: AsyncIterable<readonly Unit[]>,
    quarantined?: (unit: QuarantinedUnit) => void,
  ): AsyncIterable<readonly PendingUnit[]>
  /**
   * Records units that this snapshot found pending, as loaded or as `quarantined`, inside the
   * transaction that loads the former. Throws `ConflictError` if another run has recorded them
   * since it was opened.
   */
  record(
    tx: Transaction,
    loaded: readonly PendingUnit[],
    quarantined?: readonly QuarantinedUnit[],
  ): Promise<void>
}
