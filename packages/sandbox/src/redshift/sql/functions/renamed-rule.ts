import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

/** Functions that PostgreSQL knows by another name, or whose name it keeps for something else. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['nvl', 'coalesce'],
  ['json_serialize', 'pg_catalog.json_serialize'],
  ['regexp_replace', 'redshift.regexp_replace'],
])

/** Calls functions as PostgreSQL calls them. */
export function* renamedRule(statement: Statement): Generator<Edit> {
  for (const { name } of calls(statement, new Set(NAMES.keys()))) {
    yield replace(name, name, NAMES.get(name.value) ?? name.text)
  }
}
