import type { TableColumn } from './table.js'
import type { Column, Target } from '../target/target.js'

/**
 * The columns that a run adds to a table which has `there`: none unless the target says `evolve: add`.
 *
 * @example
 * ```ts
 * for (const column of columnsToAdd(target, existing)) await addColumn(column)
 * ```
 */
export function columnsToAdd({ evolve, columns }: Target, there: readonly TableColumn[]): readonly Column[] {
  return evolve === 'add' ? columns.filter((column) => mayBeAdded(column) && isMissing(column, there)) : []
}

/**
 * Whether a column can be added to rows that are there. Not one that must have a value,
 * and not one that a strategy fills: it would not find the rows again that lack it.
 *
 * @example
 * ```ts
 * const refused = missing.filter((column) => !mayBeAdded(column))
 * ```
 */
export function mayBeAdded({ notNull, path, filling }: Column): boolean {
  return !notNull && (path.length > 0 || filling !== undefined)
}

function isMissing({ name }: Column, there: readonly TableColumn[]): boolean {
  return there.every((column) => column.name !== name)
}
