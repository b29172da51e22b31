import { columnsToAdd, type Target } from '@arbalest/core'
import { isDuplicateColumn, isMissingTable } from '../session/server-error.js'
import type { Session } from '../session/session.js'
import { addColumn } from '../statements/alter-table.js'
import { readColumns } from './columns.js'

/**
 * Adds the columns that the table of `target` lacks and may be given, a statement for each
 * and none in a transaction, as each locks the table, and has to wait for whoever loads it.
 * Answers the names of those it has added: another may have come before it, or have taken
 * the table away.
 */
export async function evolve(session: Session, target: Target): Promise<readonly string[]> {
  const there = await readColumns(session, target.table)
  const added: string[] = []
  for (const column of there ? columnsToAdd(target, there) : []) {
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
