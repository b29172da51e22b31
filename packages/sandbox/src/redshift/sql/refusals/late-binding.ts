import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import { as, nodesIn } from '../tree/nodes.js'

/**
 * Refuses a view WITH NO SCHEMA BINDING that names a table without its schema.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html
 */
export function refuseUnqualified(tree: Node): void {
  const query = as('ViewStmt', tree)?.query
  if (!query) return
  const nodes = nodesIn({ query })
  const defined = new Set(nodes.map((node) => as('CommonTableExpr', node)?.ctename))
  const unqualified = nodes.some((node) => {
    const table = as('RangeVar', node)
    return table && table.schemaname === undefined && !defined.has(table.relname)
  })
  if (!unqualified) return
  throw new RedshiftError(
    'All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.',
    { code: '42601' },
  )
}
