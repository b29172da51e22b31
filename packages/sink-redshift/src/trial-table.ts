import type { Target } from '@arbalest/core'
import { scopedName } from './scoped-name.js'
import { createTemporary, dropTable } from './statements/tables.js'
import { readColumns } from './table-columns.js'
import type { TransactionParts } from './transaction-parts.js'

/** Has `work` load into a temporary table, whose columns are what those of `target` are in the warehouse, instead of `target`. */
export async function withTrialTable<T>(
  { session, scope }: TransactionParts,
  target: Target,
  work: (trial: Target) => Promise<T>,
): Promise<T> {
  const there = new Map((await readColumns(session, target.table))?.map((column) => [column.name, column]))
  const columns = target.columns.map((column) => {
    const { type = column.type, required = false } = there.get(column.name) ?? {}
    return { ...column, type, notNull: required || column.notNull }
  })
  const trial = { ...target, columns, table: `arbalest_trial_${scopedName(scope)}` }
  await session.query(createTemporary(trial.table, trial), `make a table to try "${target.table}" with`)
  const result = await work(trial)
  await session.query(dropTable(trial.table), 'drop what was tried')
  return result
}
