import type { Copied, Transaction } from './sink.js'
import type { SourceObject } from './source.js'
import type { Target } from './target.js'
import type { PendingUnit, Unit } from './unit.js'

/** How a listing becomes rows. It knows no sink, only a {@link Transaction}. */
export interface Strategy {
  /** How many units one transaction may load; 1 unless given. */
  readonly batch?: number
  /** Cuts a sorted listing into units, in ascending key order. */
  units(objects: AsyncIterable<SourceObject>): AsyncIterable<Unit>
  /** Loads `units` into `target`, in the verbs of `tx` alone. */
  load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Copied>
}
