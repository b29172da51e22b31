import type { Table } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { anyRow } from '../statements/rows.js'
import { readColumns } from './columns.js'
import { readStorage, type StoredTable } from './storage.js'

/** A table as the catalog shows it. */
export interface DescribedTable extends Table {
  /** How it is stored; undefined if the catalog does not show that to this user. */
  readonly storage: StoredTable | undefined
}

/** Reads what `table` is like now; undefined if there is no such table. */
export async function describeTable(session: Session, table: string): Promise<DescribedTable | undefined> {
  const columns = await readColumns(session, table)
  if (!columns) return undefined
  const { identity, storage } = await readStorage(session, table)
  const rows = await session.query(anyRow(table), `look for rows of "${table}"`)
  return { columns, identity, storage, hasRows: rows.length > 0 }
}
