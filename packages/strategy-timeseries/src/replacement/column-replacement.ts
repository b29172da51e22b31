import type { Loaded, SourceObject, Target, Transaction } from '@arbalest/core/plugin'
import type { TimeSeriesOptions } from '../options/options.js'
import { boundsOf, boundsSince, type Bounds } from '../time/partition-bounds.js'
import { replaceRows, type Replacement } from './replacement.js'

/** Finds the rows of a partition by what objects hold: their values in the series' column. */
export class ColumnReplacement implements Replacement {
  readonly #options: TimeSeriesOptions

  constructor(options: TimeSeriesOptions) {
    this.#options = options
  }

  partition(tx: Transaction, target: Target, partition: string, objects: readonly SourceObject[]) {
    return this.#replace(tx, target, objects, boundsOf(partition, target, this.#options))
  }

  since(tx: Transaction, target: Target, since: string, objects: readonly SourceObject[]) {
    return this.#replace(tx, target, objects, boundsSince(since, target, this.#options))
  }

  #replace(
    tx: Transaction,
    target: Target,
    objects: readonly SourceObject[],
    bounds: Bounds,
  ): Promise<Loaded> {
    const { column, outside } = this.#options
    return replaceRows(tx, {
      objects,
      target,
      staged: target,
      range: { column, ...bounds },
      options: { sortedBy: column, outside: outside === 'clip' ? 'leave out' : 'refuse' },
    })
  }
}
