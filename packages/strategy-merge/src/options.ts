import type { MergeOptions } from '@arbalest/core/plugin'
import type { MergeConfiguration } from './configuration.js'

/** A {@link MergeConfiguration}, completed; names are in lower case, as the columns of targets are. */
export interface MergeStrategyOptions extends MergeOptions {
  readonly duplicates: 'fail' | 'last'
  readonly batch: number
  readonly batchBytes: number
}

/**
 * Returns what a user wrote, and its schema has checked, as the strategy takes it.
 *
 * @example
 * ```ts
 * const strategy = new MergeStrategy(completeOptions({ key: 'id' }))
 * ```
 */
export function completeOptions({
  key,
  order,
  delete: deletion,
  duplicates = 'fail',
  batch = 1000,
  batchBytes = 100_000_000_000,
}: MergeConfiguration): MergeStrategyOptions {
  return {
    key: (typeof key === 'string' ? [key] : key).map((name) => name.toLowerCase()),
    ...(order !== undefined && { order: order.toLowerCase() }),
    ...(deletion && {
      delete: {
        column: deletion.column.toLowerCase(),
        value: deletion.value,
        ...(deletion.keep !== undefined && { keep: deletion.keep.toLowerCase() }),
      },
    }),
    duplicates,
    batch,
    batchBytes,
  }
}
