import type { Table } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { anyRow } from '../statements/tables/rows.js'
import { readColumns } from './columns.js'
import { readStorage } from './storage.js'

/** Reads what `table` is like now; undefined if there is no such table. */
export async function describeTable(session: Session, table: string): Promise<Table | undefined> {
  const columns = await readColumns(session, table)
  if (!columns) return undefined
  const { columns: stored, ...found } = await readStorage(session, table)
  const rows = await session.query(anyRow(table), `look for rows of "${table}"`)
  return {
    ...found,
    columns: columns.map((column) => ({ ...column, ...stored.get(column.name) })),
    hasRows: rows.length > 0,
  }
}
