import type { Node } from 'libpg-query'
import type { Describe } from '../tree/describe.js'
import { markArgs } from '../tree/marks.js'
import { as, changeNodes, copyOf, kindOf, namesOf, nodesIn, type Content } from '../tree/nodes.js'

type Query = Content<'SelectStmt'>

/**
 * Puts the expression in the place of its alias where a later column, or a later clause, of the same
 * query uses it, unless a table of FROM has a column of that name.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html
 */
export async function inlineAliases(query: Query, describe: Describe): Promise<void> {
  const defined = new Map<string, Node>()
  const used = usesOf(query)
  if (used.size === 0) return
  const columns = new Set(query.fromClause ? await describe.from(query.fromClause) : [])
  const inline = (holder: object) => {
    if (defined.size === 0) return
    changeNodes(holder, (node) => {
      if (kindOf(node) === 'SelectStmt') return node
      const name = plainName(node)
      const expression = name === undefined ? undefined : defined.get(name)
      return expression && copyOf(expression)
    })
  }
  const marked = (query.targetList ?? []).filter((item) => isMarked(item))
  for (const item of query.targetList ?? []) {
    const target = as('ResTarget', item)
    if (!target || marked.includes(item)) continue
    inline(target)
    const { name, val } = target
    if (name !== undefined && val && used.has(name) && !columns.has(name) && !defined.has(name)) {
      defined.set(name, val)
    }
  }
  for (const item of marked) inline(item)
  inlineClauses(query, inline)
}

function inlineClauses(query: Query, inline: (holder: object) => void): void {
  const level = { where: query.whereClause, having: query.havingClause }
  inline(level)
  if (level.where) query.whereClause = level.where
  if (level.having) query.havingClause = level.having
  // PostgreSQL knows an alias that is all of an item.
  for (const item of query.groupClause ?? []) if (plainName(item) === undefined) inline({ item })
  for (const item of query.sortClause ?? []) {
    const sort = as('SortBy', item)
    if (sort && plainName(sort.node) === undefined) inline(sort)
  }
}

/** The aliases of a query that something of the query may use. */
function usesOf(query: Query): Set<string> {
  const aliases = new Set<string>()
  for (const item of query.targetList ?? []) {
    const { name, val } = as('ResTarget', item) ?? {}
    // A column under its own name is the same either way.
    if (name !== undefined && name !== plainName(val)) aliases.add(name)
  }
  const used = new Set<string>()
  if (aliases.size === 0) return used
  const { fromClause: _from, withClause: _with, ...level } = query
  for (const node of nodesIn(level, (below) => kindOf(below) !== 'SelectStmt')) {
    const name = plainName(node)
    if (name !== undefined && aliases.has(name)) used.add(name)
  }
  return used
}

function plainName(node: Node | undefined): string | undefined {
  const [name, ...more] = namesOf(as('ColumnRef', node)?.fields)
  return more.length === 0 && name !== '*' ? name : undefined
}

function isMarked(item: Node): boolean {
  return markArgs('qualify', as('ResTarget', item)?.val) !== undefined
}
