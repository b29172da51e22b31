import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

/**
 * Functions that PostgreSQL knows by another name, or whose name it keeps for something else. Those of
 * dates go by the names that Redshift gives to their columns.
 */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['collate', 'pg_catalog.collate'],
  ['nvl', 'coalesce'],
  ['json_serialize', 'pg_catalog.json_serialize'],
  ['dateadd', 'pg_catalog.date_add'],
  ['datediff', 'pg_catalog.date_diff'],
  ['date_part', 'pg_catalog.pgdate_part'],
])

/** Calls functions as PostgreSQL calls them. */
export function* renamedRule(statement: Statement): Generator<Edit> {
  for (const { name } of calls(statement, new Set(NAMES.keys()))) {
    yield replace(name, name, NAMES.get(name.value) ?? name.text)
  }
}
