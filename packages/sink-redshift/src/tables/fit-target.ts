import { compareColumns, type TableColumn, type Target } from '@arbalest/core'

/**
 * `target` as its table, which has the columns `there`, takes it: no column wider than the
 * table's, none NULL that may not be. Staged like this, a row that does not fit is met by COPY,
 * which tells of it and may leave it out, and not by the INSERT that comes after.
 */
export function fitTarget(target: Target, there: readonly TableColumn[]): Target {
  const narrower = new Map(
    compareColumns(target.columns, there)
      .filter(({ kind }) => kind === 'narrower')
      .map(({ column, actual }) => [column, actual]),
  )
  const required = new Set(there.filter(({ notNull }) => notNull).map(({ name }) => name))
  const columns = target.columns.map((column) => ({
    ...column,
    type: narrower.get(column.name) ?? column.type,
    notNull: column.notNull === true || required.has(column.name),
  }))
  return { ...target, columns }
}
