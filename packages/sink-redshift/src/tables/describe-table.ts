import type { TableColumn } from '@arbalest/core'
import type { Session } from '../session/session.js'
import { readColumns } from './columns.js'
import { readStorage, type StoredTable } from './storage.js'

/** A table as the catalog shows it. */
export interface DescribedTable {
  readonly columns: readonly TableColumn[]
  /** How it is stored; undefined if the catalog does not show that to this user. */
  readonly storage: StoredTable | undefined
}

/** Reads what the catalog shows of `table`; undefined if there is no such table. */
export async function describeTable(session: Session, table: string): Promise<DescribedTable | undefined> {
  const columns = await readColumns(session, table)
  return columns && { columns, storage: await readStorage(session, table) }
}
