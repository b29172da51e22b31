import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import type { Describe } from '../tree/describe.js'
import { ascending, call, column, integer, target, string } from '../tree/make.js'
import { isMark, takeMark } from '../tree/marks.js'
import { as, kindOf, namesOf, nodesIn, type Content } from '../tree/nodes.js'

type Query = Content<'SelectStmt'>

/** What a call of these, not over a window, is: an aggregate. */
const AGGREGATES = new Set(
  (
    'any_value array_agg avg bit_and bit_or bool_and bool_or count listagg max median min percentile_cont ' +
    'percentile_disc stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance'
  ).split(' '),
)

/** Does what the marks of a query say that stand for its clauses. */
export async function applyMarks(query: Query, describe: Describe): Promise<void> {
  const top = takeMark('top', query.targetList)
  const qualify = takeMark('qualify', query.targetList)
  const excluded = takeMark('exclude', query.targetList)
  if (isMark('all', query.groupClause?.[0])) await groupByAll(query, describe)
  if (qualify?.[0]) filter(query, qualify[0])
  if (top) {
    if (query.limitCount) throw new RedshiftError('TOP and LIMIT are both in one query', { code: '42601' })
    Object.assign(query, { limitCount: top[0], limitOption: 'LIMIT_OPTION_COUNT' })
  }
  if (excluded) await leaveOut(query, excluded, describe)
}

/**
 * QUALIFY, after the window functions: a function that returns no row in an ORDER BY leaves a row out,
 * and adds no column. https://docs.aws.amazon.com/redshift/latest/dg/r_QUALIFY_clause.html
 */
function filter(query: Query, condition: Node): void {
  const when: Node = { CaseWhen: { expr: condition, result: integer(1) } }
  const rows: Node = { CaseExpr: { args: [when], defresult: integer(0) } }
  const order = ascending(call(['pg_catalog', 'generate_series'], [integer(1), rows]))
  if (!query.distinctClause) {
    query.sortClause = [order, ...(query.sortClause ?? [])]
    return
  }
  // What an ORDER BY adds to DISTINCT must be in the list, so the rows are left out before.
  const { distinctClause, sortClause, ...inner } = query
  wrap(query, { ...inner, sortClause: [order] }, [target({ ColumnRef: { fields: [{ A_Star: {} }] } })])
  Object.assign(query, { distinctClause }, sortClause ? { sortClause } : {})
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_GROUP_BY_clause.html */
async function groupByAll(query: Query, describe: Describe): Promise<void> {
  const groups: Node[] = []
  for (const [i, item] of (query.targetList ?? []).entries()) {
    const value = as('ResTarget', item)?.val
    const star = as('ColumnRef', value)?.fields?.some((field) => kindOf(field) === 'A_Star')
    if (star)
      groups.push(...((await describe.from(query.fromClause ?? [])) ?? []).map((name) => column(name)))
    else if (value && !aggregates(value)) groups.push(integer(i + 1))
  }
  if (groups.length > 0) query.groupClause = groups
  else delete query.groupClause
}

function aggregates(value: Node): boolean {
  const all = [value, ...nodesIn({ value }, (node) => kindOf(node) !== 'SelectStmt')]
  return all.some((node) => {
    const found = as('FuncCall', node)
    return found && (AGGREGATES.has(namesOf(found.funcname).at(-1) ?? '') || found.over !== undefined)
  })
}

/** EXCLUDE: a query of the columns that are left. https://docs.aws.amazon.com/redshift/latest/dg/r_EXCLUDE_list.html */
async function leaveOut(query: Query, excluded: readonly Node[], describe: Describe): Promise<void> {
  const gone = new Set(excluded.map((node) => namesOf(as('ColumnRef', node)?.fields).at(-1)))
  const names = await describe.query(query)
  if (!names) return
  const missing = [...gone].find((name) => !names.includes(name ?? ''))
  if (missing !== undefined) {
    throw new RedshiftError(`Column "${missing}" in EXCLUDE list does not exist`, { code: '42703' })
  }
  const aliases = names.map((_, i) => `column ${i}`)
  const kept = names.flatMap((name, i) => (gone.has(name) ? [] : [target(column(aliases[i] ?? ''), name)]))
  const { intoClause, ...inner } = query
  wrap(query, inner, kept, aliases)
  if (intoClause) query.intoClause = intoClause
}

/** Makes `query` one of `inner`. */
function wrap(query: Query, inner: Query, targetList: Node[], columns: readonly string[] = []): void {
  for (const key of Object.keys(query)) delete (query as Record<string, unknown>)[key]
  const alias = {
    aliasname: 'selected',
    ...(columns.length > 0 ? { colnames: columns.map(string) } : {}),
  }
  Object.assign(query, {
    targetList,
    fromClause: [{ RangeSubselect: { subquery: { SelectStmt: inner }, alias } }],
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  })
}
