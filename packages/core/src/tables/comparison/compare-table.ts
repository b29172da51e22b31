import { columnsToAdd } from './columns-to-add.js'
import { compareColumns } from './compare-columns.js'
import type { Difference } from './difference.js'
import type { TableColumn } from './table.js'
import type { Target } from '../target/target.js'

/**
 * Returns how a table that has `columns` differs from its target; what a run adds by itself is harmless.
 *
 * @example
 * ```ts
 * const differences = compareTable(target, existing)
 * ```
 */
export function compareTable(target: Target, columns: readonly TableColumn[]): Difference[] {
  const added = new Set(columnsToAdd(target, columns).map(({ name }) => name))
  return compareColumns(target.columns, columns).map((difference): Difference =>
    difference.kind === 'missing' && added.has(difference.column!)
      ? { ...difference, effect: 'harmless' }
      : difference,
  )
}
