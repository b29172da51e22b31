import { parsePartition } from '@arbalest/core/plugin'
import type { TimeSeriesConfiguration, Outside } from './configuration.js'
import { parseLookback, type Lookback } from '../time/lookback.js'

/** A {@link TimeSeriesConfiguration}, completed. */
export interface TimeSeriesOptions {
  /** In lower case, as the columns of targets are. */
  readonly column: string
  /** As `parsePartition` returns it. */
  readonly since?: string | undefined
  readonly outside: Outside
  readonly partitionColumn: string
  readonly timeZone: string
  readonly lookback?: Lookback | undefined
}

/**
 * Returns what a user wrote, and its schema has checked, as the strategy takes it.
 *
 * @example
 * ```ts
 * const strategy = new TimeSeriesStrategy(completeOptions({ column: 'at' }))
 * ```
 */
export function completeOptions({
  column,
  since,
  outside = 'refuse',
  partitionColumn = 'arbalest_partition',
  timeZone = 'UTC',
  lookback,
}: TimeSeriesConfiguration): TimeSeriesOptions {
  return {
    column: column.toLowerCase(),
    ...(since !== undefined && { since: parsePartition(String(since)) }),
    outside,
    partitionColumn: partitionColumn.toLowerCase(),
    timeZone,
    ...(lookback !== undefined && { lookback: parseLookback(lookback) }),
  }
}
