import type {
  Loaded,
  PendingUnit,
  Source,
  SourceObject,
  Strategy,
  Target,
  Transaction,
  Unit,
} from '@arbalest/core'
import { checkTarget } from './check-target.js'
import { ColumnReplacement } from './column-replacement.js'
import type { Mode } from './mode.js'
import type { TimeSeriesOptions } from './options.js'
import { PartitionColumnReplacement } from './partition-column-replacement.js'
import { PartitionMode } from './partition-mode.js'
import { SinceMode } from './since-mode.js'

/** Replaces the rows of a series' partitions when their objects have changed: each by itself, or all since one of them. */
export class TimeSeriesStrategy implements Strategy {
  readonly #options: TimeSeriesOptions
  readonly #mode: Mode

  constructor(options: TimeSeriesOptions) {
    const { outside, since, lookback } = options
    const replacement =
      outside === 'partition-column'
        ? new PartitionColumnReplacement(options)
        : new ColumnReplacement(options)
    this.#options = options
    this.#mode =
      since === undefined ? new PartitionMode(lookback, replacement) : new SinceMode(since, replacement)
  }

  check(target: Target, { bounds }: Pick<Source, 'bounds'>): void {
    checkTarget(this.#options, target, bounds)
  }

  from(newest: string | undefined): string | undefined {
    return this.#mode.from(newest)
  }

  units(objects: AsyncIterable<SourceObject>): AsyncIterable<Unit> {
    return this.#mode.units(objects)
  }

  /** Throws `ConfigError` where the column cannot tell a partition's rows from others. */
  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    checkTarget(this.#options, target) // whoever assembled the step by hand may not have asked
    return this.#mode.load(tx, target, units)
  }
}
