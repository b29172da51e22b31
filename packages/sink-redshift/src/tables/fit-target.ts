import { compareColumns, type TableColumn, type Target } from '@arbalest/core/plugin'

/**
 * `target` narrowed to its table, which has the columns `existing`: no column is wider than the
 * table's, and none allows NULL that the table's does not. A row that does not fit is then refused
 * by the COPY into the staged table, which reports it and may leave it out, and not by the INSERT after it.
 */
export function fitTarget(target: Target, existing: readonly TableColumn[]): Target {
  const narrower = new Map(
    compareColumns(target.columns, existing)
      .filter(({ kind }) => kind === 'narrower')
      .map(({ column, actual }) => [column, actual]),
  )
  const required = new Set(existing.filter(({ notNull }) => notNull).map(({ name }) => name))
  const columns = target.columns.map((column) => ({
    ...column,
    type: narrower.get(column.name) ?? column.type,
    notNull: column.notNull === true || required.has(column.name),
  }))
  return { ...target, columns }
}
