import {
  digest,
  type Loaded,
  type PendingUnit,
  type SourceObject,
  type Strategy,
  type Target,
  type Transaction,
  type Unit,
} from '@arbalest/core'
import { byPartition } from './by-partition.js'
import { checkTarget } from './check-target.js'
import { lookBack, requireFitting } from './lookback.js'
import type { TimeSeriesOptions } from './options.js'
import { total, type Replacement } from './replacement.js'
import { replacementFor } from './replacement-for.js'

/** Replaces each partition of a series whose objects have changed: a unit is a partition. */
export class TimeSeriesStrategy implements Strategy {
  readonly #options: TimeSeriesOptions
  readonly #replacement: Replacement

  constructor(options: TimeSeriesOptions) {
    this.#options = options
    this.#replacement = replacementFor(options)
  }

  check(target: Target): void {
    checkTarget(this.#options, target)
  }

  from(newest: string | undefined): string | undefined {
    const { lookback } = this.#options
    return lookback && newest !== undefined ? lookBack(newest, lookback) : undefined
  }

  /** Throws `ConfigError` where the objects are no series, or the look-back is none of this series. */
  async *units(objects: AsyncIterable<SourceObject>): AsyncGenerator<Unit> {
    const { lookback } = this.#options
    for await (const { partition, objects: own } of byPartition(objects)) {
      if (lookback) requireFitting(lookback, partition)
      yield { key: partition, version: digest(own), objects: own }
    }
  }

  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    this.check(target)
    const loads: Loaded[] = []
    for (const { key, objects } of units)
      loads.push(await this.#replacement.partition(tx, target, key, objects))
    return total(loads)
  }
}
