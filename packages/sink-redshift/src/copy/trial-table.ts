import type { Target } from '@arbalest/core'
import { scopedName } from '../statements/scoped-name.js'
import { createTemporary, dropTable } from '../statements/tables.js'
import { readColumns } from '../tables/columns.js'
import type { TransactionParts } from '../transaction/transaction-parts.js'

/** Has `work` load into a temporary table, whose columns have the types that those of `target` have in the warehouse, instead of `target`. */
export async function withTrialTable<T>(
  { session, scope }: TransactionParts,
  target: Target,
  work: (trial: Target) => Promise<T>,
): Promise<T> {
  const there = await readColumns(session, target.table)
  const types = new Map(there?.map(({ name, type }) => [name, type]))
  const columns = target.columns.map((column) => ({ ...column, type: types.get(column.name) ?? column.type }))
  const trial = { ...target, columns, table: `arbalest_trial_${scopedName(scope)}` }
  await session.query(createTemporary(trial.table, trial), `make a table to try "${target.table}" with`)
  const result = await work(trial)
  await session.query(dropTable(trial.table), 'drop what was tried')
  return result
}
