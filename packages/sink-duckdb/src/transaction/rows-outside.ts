import { counted, SinkError, type ReplaceOptions, type RowRange, type Target } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteTable, quoteText } from '../quote.js'
import { query } from '../state/state-tables.js'

/** Returns how many rows of `staged` are outside of a range. Throws `SinkError` with the code `OUT_OF_RANGE` if there are some, and they are refused. */
export async function rowsOutside(
  connection: DuckDBConnection,
  staged: Target,
  range: RowRange | undefined,
  outside: ReplaceOptions['outside'],
): Promise<number> {
  if (!range) return 0
  const [row] = await query(
    connection,
    `select count(*) as "count" from ${quoteTable(staged.table)} where coalesce(not (${conditionOf(range)}), true)`,
  )
  const count = Number(row?.['count'])
  if (count > 0 && outside === 'refuse') throw outOf(range, count)
  return count
}

/** Returns the condition of rows in a range. */
export function conditionOf({ column, from, to }: RowRange): string {
  const name = quoteName(column)
  const above = `${name} >= ${quoteText(from)}`
  return to === undefined ? above : `${above} and ${name} < ${quoteText(to)}`
}

function outOf({ column, from, to }: RowRange, count: number): SinkError {
  const bounds = to === undefined ? `at least ${from}` : `from ${from} to below ${to}`
  return new SinkError(
    'OUT_OF_RANGE',
    `${counted(count, 'row has', 'rows have')} a value in "${column}" that is not ${bounds}, or none: a later replacement would not find them.`,
  )
}
