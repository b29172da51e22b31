import type { Difference, Table, Target } from '@arbalest/core/plugin'
import { storageOf, type RedshiftTableStorage } from '../options/target-storage.js'

/**
 * Yields how a table is stored otherwise than its target says, if that says anything; nothing
 * if it is not known how it is stored. No load minds. Two things are not compared, as Redshift does not show them: whether a sort key
 * was chosen by itself (`auto`), and whether snapshots contain the table.
 */
export function* compareStorage({ columns, storage: stored }: Table, target: Target): Generator<Difference> {
  if (!stored) return
  const harmless = { kind: 'stored otherwise', effect: 'harmless' } as const
  for (const { name: column, storage } of target.columns) {
    const declared = storage?.encode
    const actual = columns.find(({ name }) => name === column)?.storage?.encode
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
  columns: RedshiftTableStorage['sortKey'] = [],
  style: RedshiftTableStorage['sortStyle'] = 'compound',
): string {
  if (columns === 'auto') return columns
  return columns.length === 0 ? 'none' : `${style} (${columns.join(', ')})`
}
