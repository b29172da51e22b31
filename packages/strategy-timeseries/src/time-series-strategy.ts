import type {
  Fault,
  Loaded,
  PendingUnit,
  Source,
  SourceObject,
  Strategy,
  Target,
  Transaction,
  Unit,
} from '@arbalest/core/plugin'
import { checkStep } from './check-step.js'
import { ColumnReplacement } from './replacement/column-replacement.js'
import type { Mode } from './modes/mode.js'
import type { TimeSeriesOptions } from './options/options.js'
import { PartitionColumnReplacement } from './replacement/partition-column-replacement.js'
import { PartitionMode } from './modes/partition-mode.js'
import { SinceMode } from './modes/since-mode.js'

/**
 * Replaces the rows of a series' partitions when their objects have changed: each by itself, or all since one of them.
 *
 * @example
 * ```ts
 * const strategy = new TimeSeriesStrategy(completeOptions({ column: 'at', lookback: '2 days' }))
 * ```
 */
export class TimeSeriesStrategy implements Strategy {
  readonly replaces = true
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

  way({ series }: Pick<Source, 'series'>): string {
    const { outside, since, column, partitionColumn, timeZone } = this.#options
    const unit = since === undefined ? (series?.layout ?? 'partitions') : 'since'
    // Which rows a unit replaces: those that another column or zone has put elsewhere would stay.
    const rows =
      outside === 'partition-column'
        ? `by ${partitionColumn}`
        : `on ${column}${timeZone === 'UTC' ? '' : ` in ${timeZone}`}`
    return `timeseries ${unit} ${rows}`
  }

  check(target: Target, source: Pick<Source, 'series' | 'url'>): readonly Fault[] {
    return checkStep(this.#options, target, source)
  }

  from(newest: () => Promise<string | undefined>): Promise<string | undefined> {
    return this.#mode.from(newest)
  }

  units(pages: AsyncIterable<readonly SourceObject[]>): AsyncIterable<Unit> {
    return this.#mode.units(pages)
  }

  load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    return this.#mode.load(tx, target, units)
  }
}
