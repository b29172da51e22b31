import { compareColumns, fitTarget, mismatchOf, type TableColumn, type Target } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { toSqlError } from '../duckdb-error.js'
import { readColumns } from './read-columns.js'
import { alterStatements, createStatements } from './table-statements.js'

/** Makes the table of a target if it is missing; returns the target as its table takes it. Throws `MismatchError` if that takes no row, and `SinkError` if it cannot be made. */
export async function makeTable(connection: DuckDBConnection, target: Target): Promise<Target> {
  try {
    return await prepareTable(connection, target)
  } catch (error) {
    throw toSqlError(`make the table "${target.table}"`, error)
  }
}

async function prepareTable(connection: DuckDBConnection, target: Target): Promise<Target> {
  const existing = await readColumns(connection, target.table)
  if (existing) return fitting(target, existing)
  for (const { text } of createStatements(target)) await connection.run(text)
  return target
}

/** Returns a target as its table takes it, if that is there. Throws `MismatchError` if that takes no row. */
export async function fitTable(connection: DuckDBConnection, target: Target): Promise<Target> {
  const existing = await readColumns(connection, target.table)
  return existing ? fitting(target, existing) : target
}

function fitting(target: Target, existing: readonly TableColumn[]): Target {
  const stopping = compareColumns(target.columns, existing).filter(({ effect }) => effect === 'stops a load')
  if (stopping.length === 0) return fitTarget(target, existing)
  const statements = alterStatements({ columns: existing }, target, stopping)
  throw mismatchOf(
    target,
    stopping,
    statements.map(({ text }) => text),
  )
}
