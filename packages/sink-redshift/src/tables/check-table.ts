import {
  compareColumns,
  mismatchOf,
  type Difference,
  type Statement,
  type TableColumn,
  type Target,
} from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { alterStatements } from './alter-statements.js'
import { describeTable } from './describe-table.js'

/**
 * Throws `MismatchError` if no row of `target` could be loaded into its table, which has the
 * columns `existing`. The transaction is then rolled back, so that the catalog can be read.
 */
export async function checkTable(
  session: Session,
  target: Target,
  existing: readonly TableColumn[],
): Promise<void> {
  const differences = compareColumns(target.columns, existing)
  const stopping = differences.filter(({ effect }) => effect === 'stops a load')
  if (stopping.length === 0) return
  await session.rollback()
  // A catalog that cannot be read must not hide what is wrong.
  const statements = await remedies(session, target, differences).catch(() => [])
  throw mismatchOf(
    target,
    stopping,
    statements.map(({ text }) => text),
  )
}

/** Returns the statements that `schema diff` prints too: a table that is made anew must not refuse the next rows. */
async function remedies(
  session: Session,
  target: Target,
  differences: readonly Difference[],
): Promise<readonly Statement[]> {
  const table = await describeTable(session, target.table)
  return table ? alterStatements(table, target, differences) : []
}
