import type { Difference, Target } from '@arbalest/core/plugin'
import { storageOf, type RedshiftTableStorage } from '../options/target-storage.js'
import type { StoredTable } from './storage.js'

/**
 * Yields how a table is stored otherwise than its target says, if that says anything. No
 * load minds. Two things are not compared, as Redshift does not show them: whether a sort key
 * was chosen by itself (`auto`), and whether snapshots contain the table.
 */
export function* compareStorage(target: Target, stored: StoredTable): Generator<Difference> {
  const harmless = { kind: 'stored otherwise', effect: 'harmless' } as const
  for (const { name: column, storage } of target.columns) {
    const [declared, actual] = [storage?.encode, stored.encodings.get(column)]
    if (declared !== undefined && actual !== undefined && actual !== declared)
      yield { ...harmless, what: 'encoding', column, declared, actual }
  }
  const wanted = storageOf(target)
  const distribution = describeDistribution(wanted)
  const own = describeDistribution(stored)
  if (distribution !== undefined && distribution !== own)
    yield { ...harmless, what: 'distribution', declared: distribution, actual: own ?? 'auto' }
  if (wanted.sortKey === undefined || wanted.sortKey === 'auto') return
  const declared = describeSortKey(wanted.sortKey, wanted.sortStyle)
  const actual = describeSortKey(stored.sortKey, stored.sortStyle)
  if (declared !== actual) yield { ...harmless, what: 'sort key', declared, actual }
}

function describeDistribution({ distStyle, distKey }: RedshiftTableStorage): string | undefined {
  return distKey === undefined ? distStyle : `key (${distKey})`
}

function describeSortKey(
  columns: readonly string[],
  style: RedshiftTableStorage['sortStyle'] = 'compound',
): string {
  return columns.length === 0 ? 'none' : `${style} (${columns.join(', ')})`
}
