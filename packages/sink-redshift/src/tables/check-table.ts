import {
  compareColumns,
  mayBeAdded,
  MismatchError,
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
  const stopping = compareColumns(target.columns, existing).filter(({ effect }) => effect === 'stops a load')
  if (stopping.length === 0) return
  await session.rollback()
  // A catalog that cannot be read must not hide what is wrong.
  const statements = await remedies(session, target, stopping).catch(() => [])
  const remedy = evolves(target, stopping)
    ? ', or say evolve: add in the target, and a run adds what may be NULL'
    : ''
  throw new MismatchError(
    `The table "${target.table}" is not as its target says: ${stopping.map((difference) => wording(difference, target)).join('; ')}. Nothing was loaded. Change the target, or the table${remedy}.`,
    statements.map(({ text }) => text),
  )
}

async function remedies(
  session: Session,
  target: Target,
  stopping: readonly Difference[],
): Promise<readonly Statement[]> {
  const table = await describeTable(session, target.table)
  return table ? alterStatements(table, target, stopping) : []
}

function evolves({ evolve, columns }: Target, stopping: readonly Difference[]): boolean {
  return (
    evolve === undefined &&
    columns.some(
      (column) =>
        mayBeAdded(column) &&
        stopping.some((difference) => difference.kind === 'missing' && difference.column === column.name),
    )
  )
}

function wording({ kind, column, declared, actual }: Difference, { evolve, columns }: Target): string {
  if (kind === 'missing') {
    const needed = evolve === 'add' && columns.some(({ name, notNull }) => name === column && notNull)
    return `it has no column "${column}"${needed ? ', and a run adds none that must have a value' : ''}`
  }
  if (kind === 'extra') return `its column "${column}" must have a value, and the target has none for it`
  return `its column "${column}" is ${actual}, not ${declared}`
}
