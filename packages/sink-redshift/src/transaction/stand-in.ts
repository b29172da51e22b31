import type { Column, Target } from '@arbalest/core'
import { splitTable } from '../statements/quote.js'
import { scopedName } from '../statements/scoped-name.js'
import type { Session } from '../session/session.js'
import { addColumn } from '../statements/alter-table.js'
import { createTemporaryLike } from '../statements/tables.js'

/**
 * For the rest of a transaction, an empty table of the session's own like that of `target`,
 * with `columns` besides, which a run would add: so that nobody has to wait for a rehearsal.
 * It hides the real one from statements, unless that is named with its schema. Answers its name.
 */
export async function standIn(
  session: Session,
  { table }: Target,
  columns: readonly Column[],
): Promise<string> {
  const doing = `try "${table}" with more columns`
  const name = splitTable(table).schema === undefined ? table : `arbalest_stand_in_${scopedName(table)}`
  await session.query(createTemporaryLike(name, table), doing)
  for (const column of columns) await session.query(addColumn(name, column), doing)
  return name
}
