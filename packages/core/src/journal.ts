import type { Sink, Transaction } from './sink.js'
import type { PendingUnit, Unit } from './unit.js'
import { unmarked } from './unmarked.js'

/** Decides what is still to be loaded, and records what has been. */
export interface Journal {
  /** Those of `units` not yet loaded as they now stand, in the same order. Changes nothing. */
  pending(units: AsyncIterable<Unit>): AsyncIterable<PendingUnit>
  /** The greatest key it has of any unit, or undefined where it has none. Changes nothing. */
  newest(): Promise<string | undefined>
  /** Records `units`, inside the transaction that loads them. */
  record(tx: Transaction, units: readonly PendingUnit[]): Promise<void>
}

/** A journal kept as marks in the sink itself, one a unit: loaded and recorded as one. */
export class SinkJournal implements Journal {
  readonly #sink: Sink
  readonly #scope: string

  constructor(sink: Sink, scope: string) {
    this.#sink = sink
    this.#scope = scope
  }

  pending(units: AsyncIterable<Unit>): AsyncIterable<PendingUnit> {
    return unmarked(units, this.#sink.marks(this.#scope))
  }

  async newest(): Promise<string | undefined> {
    let newest: string | undefined
    for await (const { key } of this.#sink.marks(this.#scope)) newest = key
    return newest
  }

  record(tx: Transaction, units: readonly PendingUnit[]): Promise<void> {
    return tx.mark(units.map(({ key, version, previous }) => ({ key, version, previous })))
  }
}
