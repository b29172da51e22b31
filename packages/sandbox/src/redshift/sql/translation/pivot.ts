import type { Node } from 'libpg-query'
import { foldCase } from '../tokens/tokens.js'
import type { Describe } from '../tree/describe.js'
import { cast, column, literal, operation, string, target } from '../tree/make.js'
import { markArgs } from '../tree/marks.js'
import { as, copyOf, kindOf, namesOf, nodesIn, type Content } from '../tree/nodes.js'

type Query = Content<'SelectStmt'>

/**
 * Turns a query that stands for PIVOT or UNPIVOT, by the mark that its list is, into what it does; whether
 * it was one. https://docs.aws.amazon.com/redshift/latest/dg/r_FROM_clause-pivot-unpivot-examples.html
 */
export async function pivot(query: Query, describe: Describe): Promise<boolean> {
  const list = as('ResTarget', query.targetList?.[0])?.val
  const pivoting = markArgs('pivot', list)
  const unpivoting = markArgs('unpivot', list)
  if (!pivoting && !unpivoting) return false
  const columns = (await describe.from(query.fromClause ?? [])) ?? []
  if (pivoting) spread(query, columns, pivoting)
  if (unpivoting) gather(query, columns, unpivoting)
  return true
}

/** A group for the columns that PIVOT does not name, and in each an aggregate for every value. */
function spread(query: Query, columns: readonly string[], [by, ...rest]: readonly Node[]): void {
  const split = rest.findIndex((node) => as('A_Const', node)?.isnull)
  const aggregates = rest.slice(0, split).map(labelled)
  const values = rest.slice(split + 1).map(labelled)
  const named = new Set([by, ...aggregates.map(({ node }) => node)].flatMap(columnsIn))
  const others = columns.filter((name) => !named.has(name))
  query.targetList = others.map((name) => target(column(name)))
  for (const value of values) {
    for (const aggregate of aggregates) {
      const name = [value.label ?? constantName(value.node), aggregate.label].filter(Boolean).join('_')
      query.targetList.push(target(only(aggregate.node, by as Node, value.node), name))
    }
  }
  if (others.length > 0) query.groupClause = others.map((name) => column(name))
}

/** `aggregate`, of the rows in which `by` is `value`. */
function only(aggregate: Node, by: Node, value: Node): Node {
  const call = copyOf(as('FuncCall', aggregate) ?? {})
  const isNull: Node = { NullTest: { arg: copyOf(by), nulltesttype: 'IS_NULL' } }
  call.agg_filter = as('A_Const', value)?.isnull ? isNull : operation(copyOf(by), '=', copyOf(value))
  return { FuncCall: call }
}

/** A row for each of the columns that UNPIVOT names. */
function gather(query: Query, columns: readonly string[], args: readonly Node[]): void {
  const [nulls, value, name, ...rest] = args
  const sources = rest.map(labelled)
  const [valueName = '', nameName = ''] = [value, name].map((node) => columnsIn(node)[0] ?? '')
  const gone = new Set(sources.flatMap(({ node }) => columnsIn(node)))
  const others = columns.filter((other) => !gone.has(other))
  query.targetList = [...others, nameName, valueName].map((shown) => target(column(shown)))
  const rows = sources.map(({ node, label }): Node => {
    return { List: { items: [cast(literal(label ?? ''), 'varchar'), node] } }
  })
  const subquery: Node = {
    SelectStmt: { valuesLists: rows, op: 'SETOP_NONE', limitOption: 'LIMIT_OPTION_DEFAULT' },
  }
  const alias = { aliasname: 'unpivoted', colnames: [string(nameName), string(valueName)] }
  query.fromClause = [...(query.fromClause ?? []), { RangeSubselect: { lateral: true, subquery, alias } }]
  if (as('A_Const', nulls)?.boolval?.boolval) return
  query.whereClause = { NullTest: { arg: column(valueName), nulltesttype: 'IS_NOT_NULL' } }
}

/** What a mark says of a value, and the name that it gives it. */
function labelled(node: Node): { node: Node; label: string | undefined } {
  const [value, name] = markArgs('pivoted', node) ?? markArgs('unpivoted', node) ?? []
  return { node: value ?? node, label: as('A_Const', name)?.sval?.sval }
}

function columnsIn(node: Node | undefined): string[] {
  if (!node) return []
  const all = [node, ...nodesIn({ node })]
  return all
    .filter((found) => kindOf(found) === 'ColumnRef')
    .map((found) => namesOf(as('ColumnRef', found)?.fields).at(-1) ?? '')
}

function constantName(value: Node): string {
  const { sval, ival, fval, isnull, boolval } = as('A_Const', value) ?? {}
  if (isnull) return 'null'
  if (boolval) return String(boolval.boolval ?? false)
  const name = sval?.sval ?? fval?.fval ?? (ival ? String(ival.ival ?? 0) : undefined)
  return name === undefined ? '?column?' : foldCase(name)
}
