import {
  digest,
  total,
  type Loaded,
  type PendingUnit,
  type SourceObject,
  type Target,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import { byPartition } from './by-partition.js'
import { lookBack, requireFitting, type Lookback } from '../time/lookback.js'
import type { Mode } from './mode.js'
import type { Replacement } from '../replacement/replacement.js'

/** Each partition is replaced by itself, when its objects have changed: a unit a partition. */
export class PartitionMode implements Mode {
  readonly #lookback: Lookback | undefined
  readonly #replacement: Replacement

  constructor(lookback: Lookback | undefined, replacement: Replacement) {
    this.#lookback = lookback
    this.#replacement = replacement
  }

  async from(newest: () => Promise<string | undefined>): Promise<string | undefined> {
    if (!this.#lookback) return undefined
    const key = await newest()
    return key === undefined ? undefined : lookBack(key, this.#lookback)
  }

  /** Throws `ConfigError` if the objects are no series, or the look-back is none of this series. */
  async *units(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<Unit> {
    for await (const { partition, objects: own } of byPartition(pages)) {
      if (this.#lookback) requireFitting(this.#lookback, partition)
      yield { key: partition, version: digest(own), objects: own }
    }
  }

  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    const loads: Loaded[] = []
    for (const { key, objects } of units)
      loads.push(await this.#replacement.partition(tx, target, key, objects))
    return total(loads)
  }
}
