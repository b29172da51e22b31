import type { Node } from 'libpg-query'
import { as, nodesIn } from '../tree/nodes.js'

/** Tables of the catalog, and what has their entries except those of keys and materialized views. */
const WITHOUT = new Map([
  ['pg_attribute', 'attributes'],
  ['pg_class', 'classes'],
])

/** Has `query` read the catalog without its further entries, as there are none. */
export function leaveOutFurther(query: Node): void {
  for (const node of nodesIn(query)) {
    const table = as('RangeVar', node)
    const without = table?.schemaname === 'redshift' ? WITHOUT.get(table.relname ?? '') : undefined
    // Without an alias, its columns may be named with table and schema.
    if (table?.alias && without !== undefined) table.relname = without
  }
}
