import {
  parseColumnType,
  type Column,
  type Difference,
  type Statement,
  type Table,
  type Target,
} from '@arbalest/core/plugin'
import { storageOf, type RedshiftTableStorage } from '../options/target-storage.js'
import { splitTable } from '../statements/syntax/quote.js'
import { scopedName } from '../statements/scoped-name.js'
import { rebuildTable, type RebuiltColumn } from '../statements/rebuild-table.js'
import { defaultExpression } from '../statements/tables/column-definition.js'

/** The default of an IDENTITY column in the catalog. */
const IDENTITY = /^"?(default_)?identity"?\(/

/**
 * The statements that make `table` anew without `differences` from `target`. None if its values
 * could not be kept, or if it is not known how it is stored.
 */
export function rebuildStatements(
  { columns: existing, storage }: Table,
  target: Target,
  differences: readonly Difference[],
): readonly Statement[] {
  if (!storage || existing.some(({ default: expression = '' }) => IDENTITY.test(expression))) return []
  const differs = (column: string, kind: Difference['kind']) =>
    differences.some((difference) => difference.column === column && difference.kind === kind)
  const kept = existing.map((column): RebuiltColumn => {
    const { name } = column
    const declared = target.columns.find((each) => each.name === name)
    const cast = declared && (differs(name, 'other type') || differs(name, 'narrower'))
    return {
      name,
      type: cast ? parseColumnType(declared.type) : column.type,
      values: cast ? 'cast' : 'keep',
      default: column.default,
      encode: declared?.storage?.encode,
      // A column that nothing fills must allow NULL: otherwise it would stop every load.
      notNull: column.notNull && (declared !== undefined || column.hasDefault),
    }
  })
  const missing = target.columns.filter(({ name }) => existing.every((column) => column.name !== name))
  const { schema, name } = splitTable(target.table)
  const rebuilt = `arbalest_rebuilt_${scopedName(name)}`
  return rebuildTable(
    target.table,
    schema === undefined ? rebuilt : `${schema}.${rebuilt}`,
    [...kept, ...missing.map(added)],
    attributesOf(target, storage),
  )
}

function added({ name, type, default: value, storage, notNull = false }: Column): RebuiltColumn {
  return {
    name,
    type: parseColumnType(type),
    values: 'none',
    default: defaultExpression(value),
    encode: storage?.encode,
    notNull: notNull && value !== undefined,
  }
}

/** How the new table is stored: as the target says, otherwise as the old one was. */
function attributesOf(target: Target, stored: RedshiftTableStorage): RedshiftTableStorage {
  const wanted = storageOf(target)
  const { distStyle, distKey, backup } = wanted
  const own = distStyle === undefined && distKey === undefined
  const { sortKey, sortStyle } = wanted.sortKey === undefined ? stored : wanted
  return {
    ...(backup !== undefined && { backup }),
    ...distributionOf(own ? stored : wanted),
    ...(sortKey && sortKey.length > 0 && { sortKey, sortStyle }),
  }
}

function distributionOf({ distStyle, distKey }: RedshiftTableStorage): RedshiftTableStorage {
  if (distKey !== undefined) return { distStyle: 'key', distKey }
  return distStyle === undefined || distStyle === 'auto' ? {} : { distStyle }
}
