import {
  compareColumns,
  mayBeAdded,
  MismatchError,
  type Difference,
  type TableColumn,
  type Target,
} from '@arbalest/core'
import { alterationsOf } from './alterations.js'
import type { Session } from '../session/session.js'

/**
 * Throws `MismatchError` where no row could be loaded into a table of the columns `there`
 * as `target` says. The transaction is then rolled back: there is nothing that it could do.
 */
export async function checkTable(
  session: Session,
  target: Target,
  there: readonly TableColumn[],
): Promise<void> {
  const stopping = compareColumns(target.columns, there).filter(({ effect }) => effect === 'stops a load')
  if (stopping.length === 0) return
  await session.rollback()
  // What the catalog will not tell of is no reason to hide what is wrong.
  const statements = await alterationsOf(session, target, stopping).catch(() => [])
  const remedy = evolves(target, stopping)
    ? ', or say evolve: add in the target, and a run adds what may be NULL'
    : ''
  throw new MismatchError(
    `The table "${target.table}" is not as its target says: ${stopping.map((difference) => describe(difference, target)).join('; ')}. Nothing was loaded. Change the target, or the table${remedy}.`,
    statements.map(({ text }) => text),
  )
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

function describe({ kind, column, declared, actual }: Difference, { evolve, columns }: Target): string {
  if (kind === 'missing') {
    const needed = evolve === 'add' && columns.some(({ name, notNull }) => name === column && notNull)
    return `it has no column "${column}"${needed ? ', and none is added that must have a value' : ''}`
  }
  if (kind === 'extra') return `its column "${column}" must have a value, and the target has none for it`
  return `its column "${column}" is ${actual}, not ${declared}`
}
