import { columnsToAdd, type Target } from '@arbalest/core/plugin'
import { isDuplicateColumn, isMissingTable } from '../session/server-error.js'
import type { Session } from '../session/session.js'
import { addColumn } from '../statements/tables/alter-table.js'
import { readColumns } from './columns.js'

/**
 * Adds the columns that the table of `target` lacks and that a run may add. Each statement locks
 * the table, and waits for a load in progress, so each is outside of any transaction. Returns
 * the names of the columns that it has added: not those that another has added first, and none
 * after another has dropped the table.
 */
export async function addColumns(session: Session, target: Target): Promise<readonly string[]> {
  const existing = await readColumns(session, target.table)
  const added: string[] = []
  for (const column of existing ? columnsToAdd(target, existing) : []) {
    try {
      await session.query(
        addColumn(target.table, column),
        `add the column "${column.name}" to "${target.table}"`,
      )
      added.push(column.name)
    } catch (error) {
      if (isMissingTable(error)) return added
      if (!isDuplicateColumn(error)) throw error
    }
  }
  return added
}
