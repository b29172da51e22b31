import type { Node } from 'libpg-query'
import type { Catalog, ColumnType } from '../../tree/catalog.js'
import { cast } from '../../tree/make.js'
import { as, type Content } from '../../tree/nodes.js'
import { quoteName } from '../../writing/names.js'

/** Types whose values PostgreSQL would read from a string: JSON, hexadecimal digits, or unread. */
const READ = new Set(['geography', 'geometry', 'super', 'varbyte'])

/** Whether one of these columns reads strings. */
export function readsStrings(columns: readonly ColumnType[]): boolean {
  return columns.some(({ type }) => READ.has(type))
}

/**
 * Has a string that an INSERT or UPDATE writes into a SUPER or a VARBYTE be one, as its value or its bytes.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_is_varchar.html
 */
export async function keepStrings(tree: Node, catalog: Catalog): Promise<void> {
  const insert = as('InsertStmt', tree)
  const update = as('UpdateStmt', tree)
  const values = insert ? rowsOf(insert).flat() : (update?.targetList ?? [])
  const table = insert?.relation ?? update?.relation
  if (!table || !values.some((value) => isString(valueOf(value)))) return
  const name = [table.schemaname, table.relname].filter((part) => part !== undefined)
  const types = await catalog.storedTypes(name.map(quoteName).join('.'))
  if (!readsStrings(types)) return
  const read = new Set(types.filter(({ type }) => READ.has(type)).map((column) => column.name))
  if (update) return keepAssigned(update, read)
  const written = insert?.cols?.map((column) => as('ResTarget', column)?.name ?? '')
  const columns = written ?? types.map((column) => column.name)
  for (const row of insert ? rowsOf(insert) : []) {
    for (const [i, value] of row.entries()) {
      if (read.has(columns[i] ?? '') && isString(valueOf(value))) row[i] = asVarchar(value)
    }
  }
}

function keepAssigned({ targetList }: Content<'UpdateStmt'>, read: ReadonlySet<string>): void {
  for (const [i, item] of (targetList ?? []).entries()) {
    if (targetList && read.has(as('ResTarget', item)?.name ?? '') && isString(valueOf(item)))
      targetList[i] = asVarchar(item)
  }
}

/** What an INSERT writes: the rows of VALUES, or the list of its query. */
function rowsOf(insert: Content<'InsertStmt'>): Node[][] {
  const query = as('SelectStmt', insert.selectStmt)
  const rows = query?.valuesLists?.map((row) => as('List', row)?.items ?? [])
  return rows ?? (query?.targetList ? [query.targetList] : [])
}

/** The value itself, or that of an item of a list. */
function valueOf(node: Node): Node | undefined {
  return as('ResTarget', node)?.val ?? node
}

function isString(node: Node | undefined): boolean {
  return as('A_Const', node)?.sval !== undefined
}

function asVarchar(node: Node): Node {
  const item = as('ResTarget', node)
  return item?.val ? { ResTarget: { ...item, val: cast(item.val, 'varchar') } } : cast(node, 'varchar')
}
