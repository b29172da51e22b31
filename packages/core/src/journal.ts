import type { Mark, Transaction } from './sink.js'
import type { PendingUnit, Unit } from './unit.js'

/**
 * The key of the one mark that a journal keeps in the sink where it keeps its units
 * elsewhere. No unit may be called so: a mark of this key tells every other journal
 * that it does not know what has been loaded.
 */
export const JOURNAL_HEAD = '@journal'

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
}
