import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import { as, type Content, namesOf } from '../tree/nodes.js'

/**
 * Functions of the leader node alone. `CURRENT_TIMESTAMP`, `SUBSTR` and `LOG` are listed too, but public
 * projects use them with tables.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions_leader_node_only.html
 */
const LEADER_NODE_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'age current_schema current_schemas generate_series get_byte has_database_privilege has_schema_privilege ' +
    'has_table_privilege isfinite now set_bit set_byte to_ascii'
  ).split(' '),
)

/** Tables that the leader node has itself; of system tables it asks the compute nodes. */
const ITS_CATALOG = /^pg_/

/** Tables that are no user's. */
const ITS_OWN = /^(pg|stl|stv|svl|svv|svcs|sys)_/
const ITS_SCHEMAS = new Set(['information_schema', 'pg_catalog', 'redshift'])

/** Refuses a function of the leader node in a query, of these `nodes`, of a table that compute nodes have, or one that fills such a table. */
export function refuseLeaderNode(nodes: readonly Node[]): void {
  const called = nodes
    .flatMap((node) => namesOf(as('FuncCall', node)?.funcname).at(-1) ?? [])
    .find((name) => LEADER_NODE_FUNCTIONS.has(name))
  if (called === undefined || tablesBeside(ITS_CATALOG, nodes).length === 0) return
  throw new RedshiftError(
    `Specified types or functions (one per INFO message) not supported on Redshift tables: ${called}()`,
    { code: '0A000' },
  )
}

/** The tables of users that a statement of these `nodes` reads or fills. */
export function usersTables(nodes: readonly Node[]): Content<'RangeVar'>[] {
  return tablesBeside(ITS_OWN, nodes)
}

/** The tables that a statement of these `nodes` reads or fills, except those with names that `own` fits. */
function tablesBeside(own: RegExp, nodes: readonly Node[]): Content<'RangeVar'>[] {
  const defined = new Set(nodes.map((node) => as('CommonTableExpr', node)?.ctename))
  return nodes.flatMap((node) => {
    const table = as('RangeVar', node) ?? as('IntoClause', node)?.rel
    if (!table?.relname || ITS_SCHEMAS.has(table.schemaname ?? '')) return []
    const known = own.test(table.relname) || (table.schemaname === undefined && defined.has(table.relname))
    return known ? [] : [table]
  })
}
