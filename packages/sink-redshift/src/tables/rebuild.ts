import {
  parseColumnType,
  type Column,
  type Difference,
  type Statement,
  type TableAttributes,
  type TableColumn,
  type Target,
} from '@arbalest/core'
import { splitTable } from '../statements/quote.js'
import { scopedName } from '../statements/scoped-name.js'
import { rebuildTable, type RebuiltColumn } from '../statements/rebuild-table.js'
import { defaultOf } from '../statements/tables.js'
import type { StoredTable } from './storage.js'

/** What gives the values of an IDENTITY, as the catalog tells of it. */
const IDENTITY = /^"?(default_)?identity"?\(/

/** The statements that make the table of `target`, which has the columns `there`, anew without `differences`; none where its values could not be kept, or it is not known how it is stored. */
export function rebuild(
  target: Target,
  differences: readonly Difference[],
  there: readonly TableColumn[],
  stored: StoredTable | undefined,
): readonly Statement[] {
  if (!stored || [...stored.defaults.values()].some((expression) => IDENTITY.test(expression))) return []
  const differs = (column: string, kind: Difference['kind']) =>
    differences.some((difference) => difference.column === column && difference.kind === kind)
  const kept = there.map((column): RebuiltColumn => {
    const { name } = column
    const declared = target.columns.find((each) => each.name === name)
    const cast = declared && (differs(name, 'other type') || differs(name, 'narrower'))
    return {
      name,
      type: cast ? parseColumnType(declared.type) : column.type,
      values: cast ? 'cast' : 'keep',
      default: stored.defaults.get(name),
      encode: declared?.encode,
      // What no document fills, and nothing else, may be NULL from now on: it would stop every load.
      notNull: column.notNull && (declared !== undefined || column.hasDefault),
    }
  })
  const missing = target.columns.filter(({ name }) => there.every((column) => column.name !== name))
  const { schema, name } = splitTable(target.table)
  const rebuilt = `arbalest_rebuilt_${scopedName(name)}`
  return rebuildTable(
    target.table,
    schema === undefined ? rebuilt : `${schema}.${rebuilt}`,
    [...kept, ...missing.map(added)],
    attributesOf(target, stored),
  )
}

function added({ name, type, default: value, encode, notNull = false }: Column): RebuiltColumn {
  return {
    name,
    type: parseColumnType(type),
    values: 'none',
    default: defaultOf(value),
    encode,
    notNull: notNull && value !== undefined,
  }
}

/** How the table is stored: as the target says, and else as it was. */
function attributesOf(target: Target, stored: StoredTable): TableAttributes {
  const { distStyle, distKey, backup } = target
  const own = distStyle === undefined && distKey === undefined
  const { sortKey, sortStyle } = target.sortKey === undefined ? stored : target
  return {
    ...(backup !== undefined && { backup }),
    ...distributionOf(own ? stored : target),
    ...(sortKey && sortKey.length > 0 && { sortKey, sortStyle }),
  } as TableAttributes
}

function distributionOf({ distStyle, distKey }: Pick<StoredTable, 'distStyle' | 'distKey'>): object {
  if (distKey !== undefined) return { distStyle: 'key', distKey }
  return distStyle === undefined || distStyle === 'auto' ? {} : { distStyle }
}
