import type { TableColumn } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { targetType } from '../column-type.js'
import { query } from '../state/state-tables.js'

/** Returns the columns of a table, in order, in lower case, as DuckDB's names have none; undefined if there is no such table. */
export async function readColumns(
  connection: DuckDBConnection,
  table: string,
): Promise<readonly TableColumn[] | undefined> {
  const [name, schema] = table.split('.').toReversed()
  const rows = await query(
    connection,
    `select lower(column_name) as "name", data_type as "type", comment, is_nullable as "nullable", column_default as "default"
      from duckdb_columns()
      where database_name = current_database() and lower(table_name) = lower($1) and lower(schema_name) = lower(coalesce($2, current_schema()))
      order by column_index`,
    [name!, schema ?? null],
  )
  if (rows.length === 0) return undefined
  return rows.map((row) => ({
    name: String(row['name']),
    type: targetType(String(row['type']), row['comment']),
    notNull: row['nullable'] === false,
    hasDefault: row['default'] !== null,
    ...(typeof row['default'] === 'string' && { default: row['default'] }),
  }))
}
