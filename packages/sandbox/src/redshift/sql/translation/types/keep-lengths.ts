import type { Node } from 'libpg-query'
import type { ColumnType } from '../../tree/catalog.js'
import { column, EVERYTHING, integer, string, target } from '../../tree/make.js'
import type { Content } from '../../tree/nodes.js'
import { MOST_BYTES } from '../../tree/string-length.js'

type Query = Content<'SelectStmt'>

/**
 * Has a table that is made by `query`, whose columns have these types, keep the lengths of its strings. PostgreSQL takes
 * them from the plan, in which the cast to a VARCHAR has become the expression that counts its bytes; a column of a
 * subquery has its length there as well, unless the subquery becomes part of the query around it.
 */
export function keepLengths(query: Query, types: readonly ColumnType[]): void {
  if (types.some(isOpen)) {
    const names = types.map((_, i) => `c${i}`)
    const list = types.map((type, i) => {
      const value = column(names[i] ?? '')
      return target(isOpen(type) ? varchar(value, MOST_BYTES) : value, type.name)
    })
    wrap(query, { targetList: list }, names)
  } else if (!types.some(({ type }) => type.startsWith('character varying'))) return
  if (!query.limitCount && !query.limitOffset)
    Object.assign(query, { limitOffset: integer(0), limitOption: 'LIMIT_OPTION_COUNT' })
  wrap(query, { targetList: EVERYTHING.targetList ?? [], whereClause: ALWAYS })
}

/** Whether a column is a string without a length, which every string has on a cluster. */
function isOpen({ type }: ColumnType): boolean {
  return type === 'text' || type === 'character varying'
}

/** `value` as a VARCHAR. */
export function varchar(value: Node, length: number): Node {
  const names = ['pg_catalog', 'varchar'].map(string)
  return { TypeCast: { arg: value, typeName: { names, typmods: [integer(length)], typemod: -1 } } }
}

/** What is true and is evaluated once, without which PostgreSQL would leave out the subquery. */
const ALWAYS: Node = {
  NullTest: { arg: { SQLValueFunction: { op: 'SVFOP_CURRENT_USER' } }, nulltesttype: 'IS_NOT_NULL' },
}

/** Makes `query` one that reads what it was; `columns` are the names that it knows its columns by. */
function wrap(query: Query, outer: Partial<Query>, columns: readonly string[] = []): void {
  const { intoClause, ...inner } = query
  for (const key of Object.keys(query)) delete (query as Record<string, unknown>)[key]
  const alias = { aliasname: 'made', ...(columns.length > 0 && { colnames: columns.map(string) }) }
  const fromClause: Node[] = [{ RangeSubselect: { subquery: { SelectStmt: inner }, alias } }]
  Object.assign(query, EVERYTHING, outer, { fromClause }, intoClause && { intoClause })
}
