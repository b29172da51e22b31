import { compareColumns } from './compare-columns.js'
import type { TableColumn } from './table.js'
import type { Target } from '../target/target.js'

/**
 * `target` narrowed to its table, which has the columns `existing`: no column is wider than the
 * table's, and none allows NULL that the table's does not. A row that does not fit is then refused
 * as it is copied into a staged table, by its object and line, and not when it goes on from there.
 *
 * @example
 * ```ts
 * const staged = await tx.stage(fitTarget(target, existing))
 * ```
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
