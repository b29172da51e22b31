import {
  compareKeys,
  unmarked,
  type Mark,
  type Origin,
  type PendingUnit,
  type QuarantinedUnit,
  type Snapshot,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import { pageOf, type ScopeStates, type State } from './scope-state.js'

/** A state as it was read, and as what is recorded by it has changed it since. */
export class FolderSnapshot implements Snapshot {
  readonly empty: boolean
  readonly origin: Origin | undefined
  readonly #states: ScopeStates
  #state: State

  constructor(states: ScopeStates, state: State) {
    this.#states = states
    this.#state = state
    this.empty = state.marks.size === 0
    this.origin = state.origin
  }

  async newest(): Promise<string | undefined> {
    return [...this.#state.marks.keys()].toSorted(compareKeys).at(-1)
  }

  pending(
    units: AsyncIterable<readonly Unit[]>,
    quarantined?: (unit: QuarantinedUnit) => void,
  ): AsyncIterable<readonly PendingUnit[]> {
    return unmarked(units, pageOf(this.#state), quarantined)
  }

  async record(
    tx: Transaction,
    loaded: readonly PendingUnit[],
    quarantined: readonly QuarantinedUnit[] = [],
  ): Promise<void> {
    const marks = new Map<string, Mark>(this.#state.marks)
    for (const { key, version } of loaded) marks.set(key, { key, version })
    for (const { key, version, reason } of quarantined)
      marks.set(key, { key, version, state: 'quarantined', reason })
    this.#state = await this.#states.move(tx, this.#state, marks)
  }
}
