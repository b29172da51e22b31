import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import { isMark } from '../tree/marks.js'
import { as, changeNodes, kindOf, namesOf, nodesIn, type Content } from '../tree/nodes.js'
import { relationOf } from '../tree/scope.js'

/**
 * Makes outer joins of the conditions of WHERE in which a column has `(+)`.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_WHERE_oracle_outer.html
 */
export function joinOuter(query: Content<'SelectStmt'>): void {
  const { whereClause, fromClause } = query
  if (!whereClause || !fromClause || markedTables(whereClause).length === 0) return
  const joins = new Map<string, Node[]>()
  const kept: Node[] = []
  const unnamed: Node[] = []
  for (const condition of conjuncts(whereClause)) {
    const [table] = markedTables(condition)
    if (table === undefined) kept.push(condition)
    else if (kindOf(condition) === 'BoolExpr') {
      throw new RedshiftError('Outer join operator (+) not allowed in operand of OR or IN.', {
        code: '42601',
      })
    } else if (table === '') unnamed.push(condition)
    else joins.set(table, [...(joins.get(table) ?? []), condition])
  }
  const [only] = joins.keys()
  if (only === undefined) kept.push(...unnamed)
  else joins.get(only)?.push(...unnamed)
  const inner = fromClause.filter((item) => !joins.has(nameOf(item)))
  const outer = fromClause.filter((item) => joins.has(nameOf(item)))
  const product = inner.reduce((larg, rarg) => join('JOIN_INNER', larg, rarg))
  query.fromClause = [
    ordered(outer, joins).reduce((larg, rarg) => {
      return join('JOIN_LEFT', larg, rarg, all(joins.get(nameOf(rarg)) ?? []))
    }, product),
  ]
  changeNodes({ query: query.fromClause }, unmarked)
  const rest = { condition: all(kept) }
  changeNodes(rest, unmarked)
  if (rest.condition) query.whereClause = rest.condition
  else delete query.whereClause
}

function conjuncts(condition: Node): Node[] {
  const and = as('BoolExpr', condition)
  return and?.boolop === 'AND_EXPR' ? (and.args ?? []).flatMap(conjuncts) : [condition]
}

/** The tables of the columns with `(+)`; '' of a column without a table. */
function markedTables(condition: Node): string[] {
  const found: string[] = []
  for (const node of nodesIn({ condition }, (below) => kindOf(below) !== 'SelectStmt')) {
    const { arg, indirection = [] } = as('A_Indirection', node) ?? {}
    if (!isMark('outer', as('A_Indices', indirection.at(-1))?.uidx)) continue
    const names = namesOf(as('ColumnRef', arg)?.fields)
    found.push(names.at(-2) ?? '')
  }
  return found
}

/** The column without its `(+)`. */
function unmarked(node: Node): Node | undefined {
  const { arg, indirection = [] } = as('A_Indirection', node) ?? {}
  return isMark('outer', as('A_Indices', indirection.at(-1))?.uidx) ? arg : undefined
}

/** Each table after those that its conditions speak of. */
function ordered(outer: readonly Node[], joins: ReadonlyMap<string, readonly Node[]>): Node[] {
  const speaksOf = (item: Node, other: Node) =>
    (joins.get(nameOf(item)) ?? []).some((condition) => tablesIn(condition).includes(nameOf(other)))
  return outer.toSorted((a, b) => Number(speaksOf(a, b)) - Number(speaksOf(b, a)))
}

function tablesIn(condition: Node): string[] {
  return nodesIn({ condition }).map((node) => namesOf(as('ColumnRef', node)?.fields).at(-2) ?? '')
}

function nameOf(item: Node): string {
  const table = as('RangeVar', item)
  if (table) return relationOf(table).name
  return as('RangeSubselect', item)?.alias?.aliasname ?? ''
}

function join(jointype: 'JOIN_INNER' | 'JOIN_LEFT', larg: Node, rarg: Node, quals?: Node): Node {
  return { JoinExpr: quals ? { jointype, larg, rarg, quals } : { jointype, larg, rarg } }
}

function all(conditions: readonly Node[]): Node | undefined {
  return conditions.length > 1 ? { BoolExpr: { boolop: 'AND_EXPR', args: [...conditions] } } : conditions[0]
}
