import type { Target } from '@arbalest/core'
import type { Session } from '../session/session.js'
import { scopedName } from '../statements/scoped-name.js'
import { createTemporary, dropTable } from '../statements/tables/tables.js'
import { readColumns } from '../tables/columns.js'

/**
 * Lends `work` a trial table: an empty temporary table with the columns of `target`, in the types
 * that they have in the warehouse. Columnar objects are rehearsed with it, as COPY has no NOLOAD for them.
 */
export async function withTrialTable<T>(
  session: Session,
  scope: string,
  target: Target,
  work: (trial: Target) => Promise<T>,
): Promise<T> {
  const there = await readColumns(session, target.table)
  const types = new Map(there?.map(({ name, type }) => [name, type]))
  const columns = target.columns.map((column) => ({ ...column, type: types.get(column.name) ?? column.type }))
  const trial = { ...target, columns, table: `arbalest_trial_${scopedName(scope)}` }
  await session.query(createTemporary(trial.table, trial), `make a table to try "${target.table}" with`)
  const result = await work(trial)
  await session.query(dropTable(trial.table), 'drop the table that was tried')
  return result
}
