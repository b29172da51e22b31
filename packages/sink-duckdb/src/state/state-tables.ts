import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { quoteName } from '../quote.js'

/** A row, by column, as JavaScript has its values. */
export type Row = Readonly<Record<string, unknown>>

/** Returns the rows of a statement of the sink's own. */
export async function query(
  connection: DuckDBConnection,
  sql: string,
  values: readonly DuckDBValue[] = [],
): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(sql, [...values])).getRowObjectsJS()
}

/**
 * Returns the name of the sink's own schema, after that of the database: of a file that is called as the schema is,
 * DuckDB takes the schema's name for the database's (https://duckdb.org/docs/stable/sql/statements/attach#name-qualification).
 */
export async function ownSchema(connection: DuckDBConnection): Promise<string> {
  const [row] = await query(connection, 'select current_database() as "database"')
  return `${quoteName(String(row?.['database']))}.arbalest`
}

/** Returns whether the sink's own schema has a table. */
export async function existsIn(connection: DuckDBConnection, table: string): Promise<boolean> {
  const sql = `select 1 from duckdb_tables() where database_name = current_database() and schema_name = 'arbalest' and table_name = $1`
  return (await query(connection, sql, [table])).length > 0
}
