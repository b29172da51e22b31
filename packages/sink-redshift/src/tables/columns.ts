import { ConfigError, parseColumnType, type TableColumn } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { findColumns } from '../statements/catalog/catalog.js'

/** The columns of `table`, in order; undefined if there is no such table. */
export async function readColumns(
  session: Session,
  table: string,
): Promise<readonly TableColumn[] | undefined> {
  const rows = await session.query(findColumns(table), `look for the table "${table}"`)
  if (rows.length === 0) return undefined
  return rows.map((row) => ({
    name: String(row['name']),
    type: typeOf(String(row['type'])),
    notNull: row['not_null'] === true,
    hasDefault: row['has_default'] === true,
  }))
}

function typeOf(text: string): string {
  try {
    return parseColumnType(text)
  } catch (error) {
    if (error instanceof ConfigError) return text
    throw error
  }
}
