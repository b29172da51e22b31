import type { Loaded, PendingUnit, SourceObject, Target, Transaction, Unit } from '@arbalest/core/plugin'

/** What of a series is a unit, and how it is loaded. */
export interface Mode {
  /** Returns the first partition that must be listed, as `Strategy.from` does. */
  from(newest: () => Promise<string | undefined>): Promise<string | undefined>
  /** Cuts a listing into units. */
  units(pages: AsyncIterable<readonly SourceObject[]>): AsyncIterable<Unit>
  /** Loads units, as `Strategy.load` does. */
  load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded>
}
