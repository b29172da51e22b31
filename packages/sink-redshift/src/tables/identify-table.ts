import type { Session } from '../session/session.js'
import { findTable } from '../statements/catalog/catalog.js'
import { anyRow } from '../statements/tables/rows.js'

/**
 * Returns which table `table` is, if it has a row. Undefined, too, if this user may not read it:
 * within a transaction, to try would be to lose the transaction.
 */
export async function identifyFilled(session: Session, table: string): Promise<string | undefined> {
  const doing = `find out which table "${table}" is`
  const [found] = await session.query(findTable(table), doing)
  if (found?.['readable'] !== true) return undefined
  const rows = await session.query(anyRow(table), doing)
  return rows.length === 0 ? undefined : String(found['identity'])
}
