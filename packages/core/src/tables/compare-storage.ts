import type { Difference } from './difference.js'
import type { TableStorage } from '../contracts/sink-schema.js'
import type { Target } from './target.js'

/**
 * How a table is stored otherwise than its target says, where that says anything. No
 * load minds. Not compared is what no warehouse tells: whether a sort key was chosen
 * by itself (`auto`), and whether snapshots contain the table.
 */
export function* compareStorage(target: Target, storage: TableStorage): Generator<Difference> {
  for (const { name: column, encode: declared } of target.columns) {
    const actual = storage.encodings.get(column)
    if (declared !== undefined && actual !== undefined && actual !== declared)
      yield { kind: 'other encoding', effect: 'harmless', column, declared, actual }
  }
  const distribution = describeDistribution(target)
  const own = describeDistribution(storage)
  if (distribution !== undefined && distribution !== own)
    yield { kind: 'other distribution', effect: 'harmless', declared: distribution, actual: own ?? 'auto' }
  if (target.sortKey === undefined || target.sortKey === 'auto') return
  const [declared, actual] = [
    describeSortKey(target.sortKey, target.sortStyle),
    describeSortKey(storage.sortKey, storage.sortStyle),
  ]
  if (declared !== actual) yield { kind: 'other sort key', effect: 'harmless', declared, actual }
}

function describeDistribution({
  distStyle,
  distKey,
}: Pick<TableStorage, 'distStyle' | 'distKey'>): string | undefined {
  return distKey === undefined ? distStyle : `key (${distKey})`
}

function describeSortKey(columns: readonly string[], style: TableStorage['sortStyle'] = 'compound'): string {
  return columns.length === 0 ? 'none' : `${style} (${columns.join(', ')})`
}
