import { columnsToAdd, type Table, type Tables, type Target } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Database } from '../database.js'
import { toSqlError } from '../duckdb-error.js'
import { quoteTable } from '../quote.js'
import { query } from '../state/state-tables.js'
import { readColumns } from './read-columns.js'
import { addStatements, alterStatements, createStatements } from './table-statements.js'

/** Returns what a sink reports of the tables of a database, and does to them. A file that is missing is not made. */
export function tablesOf(database: Database): Tables {
  return {
    describe: async (table) =>
      database.exists ? await database.connect((connection) => describe(connection, table)) : undefined,
    ddl: { create: createStatements, compare: () => [], alter: alterStatements },
    addColumns: (target) =>
      database.inTurn(async () =>
        database.exists ? await database.connect((connection) => addColumns(connection, target)) : [],
      ),
  }
}

async function describe(connection: DuckDBConnection, table: string): Promise<Table | undefined> {
  const columns = await readColumns(connection, table)
  if (!columns) return undefined
  const rows = await query(connection, `select 1 from ${quoteTable(table)} limit 1`)
  return { columns, hasRows: rows.length > 0 }
}

/** Adds the columns that a table lacks; returns their names. */
export async function addColumns(connection: DuckDBConnection, target: Target): Promise<readonly string[]> {
  const existing = await readColumns(connection, target.table)
  const added = existing ? columnsToAdd(target, existing) : []
  for (const column of added) {
    try {
      for (const { text } of addStatements(target.table, column)) await connection.run(text)
    } catch (error) {
      throw toSqlError(`add the column "${column.name}" to "${target.table}"`, error)
    }
  }
  return added.map(({ name }) => name)
}
