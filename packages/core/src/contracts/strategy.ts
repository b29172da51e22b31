import type { Copied, Transaction } from './sink.js'
import type { Source, SourceObject } from './source.js'
import type { Target } from '../tables/target.js'
import type { PendingUnit, Unit } from './unit.js'

/** What a load did. */
export interface Loaded extends Copied {
  /** Rows left out because they lie outside what their unit replaces, where the user allowed that. */
  readonly outside?: number
}

/** How a listing becomes rows. It knows no sink, only a {@link Transaction}. */
export interface Strategy {
  /** How many units one transaction may load; 1 unless given. */
  readonly batch?: number
  /** Throws `ConfigError` where it cannot load what `source` lists into `target`, before anything is connected to. */
  check?(target: Target, source: Source): void
  /** The first partition that it needs listed, given the key of the newest unit that the journal has; all unless given. */
  from?(newest: string | undefined): string | undefined
  /** Cuts a sorted listing into units, in ascending key order. */
  units(objects: AsyncIterable<SourceObject>): AsyncIterable<Unit>
  /** Loads `units` into `target`, in the verbs of `tx` alone. */
  load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded>
}
