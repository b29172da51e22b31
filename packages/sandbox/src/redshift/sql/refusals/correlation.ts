import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import { as, childrenOf, contentOf, kindOf, namesOf, type Content } from '../tree/nodes.js'

type Query = Content<'SelectStmt'>

/** The names that FROM of one query gives, and those of the queries around it. */
interface Block {
  readonly names: ReadonlySet<string>
  readonly outer: Block | undefined
}

/** Aggregates that a correlated subquery after IN must not have beside its GROUP BY: all but MIN and MAX. */
const REFUSED_AFTER_IN = new Set(
  'avg count listagg median stddev stddev_pop stddev_samp sum var_pop var_samp variance'.split(' '),
)

/**
 * Refuses the correlated subqueries that a cluster cannot decorrelate, as far as their columns say which table
 * they are of. https://docs.aws.amazon.com/redshift/latest/dg/r_correlated_subqueries.html
 */
export function refuseCorrelation(tree: Node): void {
  below({ tree }, undefined)
}

/** Looks into all queries below `holder`, which `outer` is around. */
function below(holder: object, outer: Block | undefined): void {
  for (const node of childrenOf(holder)) {
    const query = as('SelectStmt', node)
    if (query) inspect(query, outer)
    else below(contentOf(node), outer)
  }
}

function inspect(query: Query, outer: Block | undefined): void {
  if (query.larg && query.rarg) {
    for (const part of [query.larg, query.rarg]) inspect(part, outer)
    return
  }
  const block: Block = { names: new Set(itemNames(query.fromClause)), outer }
  for (const { names, distance } of references(query, block)) {
    if (distance > 1) throw refusal(`skips a query block: ${names.join('.')}`)
  }
  const { fromClause = [], withClause = {}, ...level } = query
  below(level, block)
  refuseGroups(query, block)
  // A query of FROM or WITH sees what is around this one, and none of its tables.
  const around: Block = { names: new Set(), outer }
  for (const part of [fromClause, withClause]) {
    for (const node of subqueries(part)) inspect(node, around)
  }
  for (const link of links(query)) refuseLink(link, block)
  for (const join of outerJoins(fromClause)) {
    for (const link of links({ quals: join.quals })) {
      below({ link: link.subselect }, block)
      if (isCorrelated(link, block)) throw refusal('stands in the ON clause of an outer join')
    }
  }
}

/** Of a subquery in an expression, what depends on its form. */
function refuseLink(link: Content<'SubLink'>, block: Block): void {
  const query = as('SelectStmt', link.subselect)
  if (!query || !isCorrelated(link, block)) return
  const calls = Array.from(own(query)).flatMap((node) => as('FuncCall', node) ?? [])
  if (calls.some(({ over }) => over)) throw refusal('has a window function')
  if (link.subLinkType !== 'ANY_SUBLINK' || !query.groupClause) return
  const list = Array.from(own({ list: query.targetList })).flatMap((node) => as('FuncCall', node) ?? [])
  if (list.some(({ funcname }) => REFUSED_AFTER_IN.has(namesOf(funcname).at(-1) ?? ''))) {
    throw refusal('has an aggregate and a GROUP BY after IN')
  }
}

/** A GROUP BY of what a correlated subquery of the list gives. */
function refuseGroups(query: Query, block: Block): void {
  for (const group of query.groupClause ?? []) {
    const [name, ...more] = namesOf(as('ColumnRef', group)?.fields)
    const place = as('A_Const', group)?.ival?.ival
    const item = (query.targetList ?? []).find((target, i) =>
      place === undefined ? more.length === 0 && as('ResTarget', target)?.name === name : place === i + 1,
    )
    const value = as('ResTarget', item)?.val
    const link = as('SubLink', value)
    if (link && isCorrelated(link, block)) throw refusal('is what GROUP BY groups by')
  }
}

function isCorrelated(link: Content<'SubLink'>, block: Block): boolean {
  const query = as('SelectStmt', link.subselect)
  if (!query) return false
  const parts = query.larg && query.rarg ? [query.larg, query.rarg] : [query]
  return parts.some((part) => {
    const inner: Block = { names: new Set(itemNames(part.fromClause)), outer: block }
    return references(part, inner).some(({ distance }) => distance === 1)
  })
}

/** The columns of a query that name a table, and how many blocks away that is; columns of no known table are left out. */
function references(query: Query, block: Block): { names: string[]; distance: number }[] {
  return Array.from(own(query)).flatMap((node) => {
    const names = namesOf(as('ColumnRef', node)?.fields)
    const owners = names.length < 2 ? [] : names.slice(0, names.length > 2 ? 2 : 1)
    let distance = 0
    for (let at: Block | undefined = block; at && owners.length > 0; at = at.outer, distance++) {
      const { names: known } = at
      if (owners.some((owner) => known.has(owner))) return [{ names, distance }]
    }
    return []
  })
}

/** The nodes of a query but not of the queries within it. */
function* own(holder: object): Generator<Node> {
  for (const node of childrenOf(holder)) {
    if (kindOf(node) === 'SelectStmt') continue
    yield node
    yield* own(contentOf(node))
  }
}

function links(holder: object): Content<'SubLink'>[] {
  const { fromClause: _from, withClause: _with, ...level } = holder as Query
  return Array.from(own(level)).flatMap((node) => as('SubLink', node) ?? [])
}

function subqueries(holder: object): Query[] {
  return childrenOf({ holder }).flatMap((node) => {
    const query = as('SelectStmt', node)
    return query ? [query] : subqueries(contentOf(node))
  })
}

function outerJoins(items: readonly Node[]): Content<'JoinExpr'>[] {
  return items.flatMap((item) => {
    const join = as('JoinExpr', item)
    if (!join) return []
    const sides = [join.larg, join.rarg].filter((side) => side !== undefined)
    return [...(join.jointype === 'JOIN_INNER' ? [] : [join]), ...outerJoins(sides)]
  })
}

function itemNames(items: readonly Node[] | undefined): string[] {
  return (items ?? []).flatMap((item) => {
    const table = as('RangeVar', item)
    const join = as('JoinExpr', item)
    if (table) return [table.alias?.aliasname ?? table.relname ?? '']
    if (join) return itemNames([join.larg, join.rarg].filter((side) => side !== undefined))
    return [(as('RangeSubselect', item) ?? as('RangeFunction', item))?.alias?.aliasname ?? '']
  })
}

/** The first words are those of a cluster. */
function refusal(why: string): RedshiftError {
  return new RedshiftError(
    `This type of correlated subquery pattern is not supported yet: the subquery ${why}`,
    { code: '0A000' },
  )
}
