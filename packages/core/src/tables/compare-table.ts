import { columnsToAdd } from './columns-to-add.js'
import { compareColumns } from './compare-columns.js'
import { compareStorage } from './compare-storage.js'
import type { Difference } from './difference.js'
import type { TableColumn, TableStorage } from '../contracts/sink-schema.js'
import type { Target } from './target.js'

/** How a table that has `columns`, and is stored as `storage` says where that is known, differs from its target. */
export function compareTable(
  target: Target,
  columns: readonly TableColumn[],
  storage?: TableStorage,
): Difference[] {
  const added = new Set(columnsToAdd(target, columns).map(({ name }) => name))
  return [
    ...compareColumns(target.columns, columns).map((difference): Difference =>
      difference.kind === 'missing' && added.has(difference.column!)
        ? { ...difference, effect: 'harmless' }
        : difference,
    ),
    ...(storage ? compareStorage(target, storage) : []),
  ]
}
