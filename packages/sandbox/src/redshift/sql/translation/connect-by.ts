import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import type { Describe } from '../tree/describe.js'
import { column, EVERYTHING, integer, operation, string, target } from '../tree/make.js'
import { markArgs, takeMark } from '../tree/marks.js'
import { as, changeNodes, kindOf, namesOf, type Content } from '../tree/nodes.js'

type Query = Content<'SelectStmt'>

/** The rows that have been connected so far. */
const HIERARCHY = 'connected_rows'

/** What a column of the parent row is called. */
const prior = (name: string) => `prior ${name}`

/**
 * START WITH and CONNECT BY: a recursive query in the place of FROM, which WHERE then selects from.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CONNECT_BY_clause.html
 */
export async function connectBy(query: Query, describe: Describe): Promise<void> {
  const start = takeMark('start with', query.targetList)?.[0]
  const connect = takeMark('connect by', query.targetList)?.[0]
  if (!connect) return
  const [item, ...more] = query.fromClause ?? []
  const table = as('RangeVar', item) ?? as('RangeSubselect', item)
  if (!item || !table || more.length > 0) throw unsupported('of more than one table')
  const names = await describe.from([item])
  if (!names) throw unsupported('of a table whose columns are not known')
  const owner = table.alias?.aliasname ?? as('RangeVar', item)?.relname ?? ''
  const own = names.map((name) => target(column(...(owner === '' ? [name] : [owner, name]))))
  const roots: Query = {
    ...EVERYTHING,
    targetList: [...own, target(integer(1), 'level')],
    fromClause: [item],
    ...(start ? { whereClause: start } : {}),
  }
  const colnames = [...names, 'level'].map((name) => string(prior(name)))
  const parents: Node = {
    RangeVar: {
      relname: HIERARCHY,
      inh: true,
      relpersistence: 'p',
      alias: { aliasname: 'parent', colnames },
    },
  }
  const level = operation(column(prior('level')), '+', integer(1))
  const children: Query = {
    ...EVERYTHING,
    targetList: [...structuredClone(own), target(level, 'level')],
    fromClause: [structuredClone(item), parents],
    whereClause: connected(connect, level),
  }
  expandStar(query, names)
  query.fromClause = [recursive(roots, children, owner)]
}

/** The condition, of a row and its parent. */
function connected(condition: Node, level: Node): Node {
  const holder = { condition }
  changeNodes(holder, (node) => {
    const [of] = markArgs('prior', node) ?? []
    if (of) return column(prior(namesOf(as('ColumnRef', of)?.fields).at(-1) ?? ''))
    return namesOf(as('ColumnRef', node)?.fields).join('.') === 'level' ? level : undefined
  })
  return holder.condition
}

function recursive(roots: Query, children: Query, owner: string): Node {
  const ctequery: Node = {
    SelectStmt: {
      op: 'SETOP_UNION',
      all: true,
      larg: roots,
      rarg: children,
      limitOption: 'LIMIT_OPTION_DEFAULT',
    },
  }
  const rows: Node = {
    CommonTableExpr: { ctename: HIERARCHY, ctematerialized: 'CTEMaterializeDefault', ctequery },
  }
  const from: Node = { RangeVar: { relname: HIERARCHY, inh: true, relpersistence: 'p' } }
  const subquery: Node = {
    SelectStmt: { ...EVERYTHING, withClause: { ctes: [rows], recursive: true }, fromClause: [from] },
  }
  return { RangeSubselect: { subquery, ...(owner === '' ? {} : { alias: { aliasname: owner } }) } }
}

/** `*` has the columns of the table, and not the level. */
function expandStar(query: Query, names: readonly string[]): void {
  query.targetList = (query.targetList ?? []).flatMap((item) => {
    const fields = as('ColumnRef', as('ResTarget', item)?.val)?.fields
    const star = fields?.at(-1)
    return star && kindOf(star) === 'A_Star' ? names.map((name) => target(column(name))) : [item]
  })
}

function unsupported(what: string): RedshiftError {
  return new RedshiftError(`The sandbox does not support CONNECT BY ${what}`, { code: '0A000' })
}
