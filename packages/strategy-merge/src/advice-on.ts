import { counted } from '@arbalest/core/plugin'
import type { Table } from '@arbalest/core/plugin'
import type { MergeStrategyOptions } from './options.js'

/** From how many rows on it counts by which columns a table is clustered: with fewer, it is read in a moment. */
const MANY_ROWS = 1_000_000

/** Returns what a person would want to know before rows are merged into `table`, as it now stands. */
export function adviceOn(
  { key, delete: deletion }: MergeStrategyOptions,
  table: Table | undefined,
): readonly string[] {
  const { rows = 0, clusteredBy } = table ?? {}
  const isScattered = clusteredBy && !key.some((name) => clusteredBy.includes(name))
  return [
    ...(deletion && deletion.keep === undefined ? [BROUGHT_BACK] : []),
    ...(isScattered && rows >= MANY_ROWS ? [scattered(key, rows)] : []),
  ]
}

const BROUGHT_BACK =
  'deleted rows are removed, so an earlier row of a key that comes in a later transaction is inserted again; set keep in the delete of the strategy, and deleted rows stay, marked as deleted'

function scattered(key: readonly string[], rows: number): string {
  const names = key.join(', ')
  return `the table has about ${counted(rows, 'row')}, and is neither distributed nor sorted by a column of the key (${names}), so each transaction reads and moves them all to find the rows of its keys; make one of these columns the distribution key or the first of the sort key`
}
