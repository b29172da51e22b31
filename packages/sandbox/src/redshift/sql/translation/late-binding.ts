import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import type { Catalog } from '../tree/catalog.js'
import { parse, write } from '../tree/grammar.js'
import { call, EVERYTHING, literal } from '../tree/make.js'
import { as, contentOf, namesOf, nodesIn, type Content } from '../tree/nodes.js'
import type { Scope } from '../tree/scope.js'
import { quoteName } from '../writing/names.js'

/** How deep late-binding views may read one another: nothing keeps one from reading itself. */
const DEEPEST = 50

/** A placeholder for a query, which PostgreSQL keeps and nobody can read: a view of no columns. */
const PLACEHOLDER = ['redshift', 'late_binding']

/**
 * Puts the text of its query, and that of the whole statement, in the place of the query of `view`, which
 * is WITH NO SCHEMA BINDING: what its tables are shows when it is read.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html
 */
export function keepUnbound(view: Content<'ViewStmt'>, statement: string): void {
  const { query, aliases = [] } = view
  if (!query) return
  const named = {
    SelectStmt: {
      ...EVERYTHING,
      fromClause: [{ RangeSubselect: { subquery: query, alias: { aliasname: 'named', colnames: aliases } } }],
    },
  }
  const texts = [write(aliases.length === 0 ? query : named), statement]
  const kept = texts.map((text) => literal(Buffer.from(text).toString('hex')))
  view.query = {
    SelectStmt: {
      whereClause: call(PLACEHOLDER, kept),
      op: 'SETOP_NONE',
      limitOption: 'LIMIT_OPTION_DEFAULT',
    },
  }
  delete view.aliases
}

/**
 * The query that `table`, an item of FROM, stands for if it is a late-binding view; `depth` says within how
 * many others it is read. Throws `RedshiftError` if it reads itself.
 */
export async function unboundQuery(
  table: Content<'RangeVar'>,
  scope: Scope,
  catalog: Catalog,
  depth: number,
): Promise<Content<'SelectStmt'> | undefined> {
  const { schemaname, relname = '' } = table
  const defined = (node: Node) => as('CommonTableExpr', node)?.ctename === relname
  if (schemaname === undefined && scope.tables.some(defined)) return undefined
  const name = [schemaname, relname].filter((part) => part !== undefined)
  const text = await catalog.lateBinding(name.map(quoteName).join('.'))
  if (text === undefined) return undefined
  if (depth >= DEEPEST)
    throw new RedshiftError(`infinite recursion detected in view "${relname}"`, { code: '42P17' })
  return as('SelectStmt', parse(text))
}

/**
 * Gives each call of PG_GET_LATE_BINDING_VIEW_COLS below `level` the columns of the views, each as
 * `translated` has PostgreSQL read it. https://docs.aws.amazon.com/redshift/latest/dg/PG_GET_LATE_BINDING_VIEW_COLS.html
 */
export async function listUnboundColumns(
  tree: Node,
  catalog: Catalog,
  translated: (query: Node) => Promise<void>,
): Promise<void> {
  const calls = nodesIn({ tree })
    .map((node) => as('FuncCall', node))
    .filter((found) => namesOf(found?.funcname).at(-1) === 'pg_get_late_binding_view_cols')
  if (calls.length === 0) return
  /** Those of a query; none if it cannot be read now. */
  const columnsNow = async (query: string) => {
    const unbound = parse(query)
    if (!unbound) return []
    try {
      await translated(unbound)
    } catch (error) {
      if (error instanceof RedshiftError) return []
      throw error
    }
    return (await catalog.typesOf(write(unbound))) ?? []
  }
  const columns = []
  for (const { schema, name, query } of await catalog.lateBindings()) {
    for (const [i, column] of (await columnsNow(query)).entries())
      columns.push({ schema, view: name, ...column, number: i + 1 })
  }
  for (const found of calls) {
    if (found)
      Object.assign(
        found,
        contentOf(call(['redshift', 'late_binding_columns'], [literal(JSON.stringify(columns))])),
      )
  }
}
