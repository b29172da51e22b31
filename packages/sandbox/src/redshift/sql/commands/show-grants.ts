import type { TokenReader } from '../tokens/token-reader.js'
import { quoteLiteral } from '../writing/literals.js'
import { readSignature } from './show-routines.js'
import { readNames, shownRows } from './shown-rows.js'

/** What is said of who has a right, and of what right it is. */
const RIGHT = [
  'privilege_type',
  'identity_id',
  'identity_name',
  'identity_type',
  'admin_option',
  'privilege_scope',
  'grantor_name',
]
const OF_OBJECT = ['database_name', 'schema_name', 'object_name', 'object_type', ...RIGHT]
const ORDER = ['object_name', 'identity_name', 'privilege_type']

/** The query that SHOW GRANTS or SHOW COLUMN GRANTS stands for; undefined for any other. https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_GRANTS.html */
export function showGrants(reader: TokenReader): string | undefined {
  if (reader.accept('column', 'grants', 'on', 'table')) {
    const [database, schema_name, table_name] = readNames(reader, 3)
    const where = { schema_name, table_name, ...readIdentity(reader) }
    const order = ['column_name', 'identity_name', 'privilege_type']
    return shownRows(reader, { view: 'show_column_grants', database, where, named: 'column_name', order })
  }
  if (!reader.accept('grants')) return undefined
  const view = 'show_grants'
  if (!reader.accept('on')) {
    const where = readIdentity(reader)
    if (Object.keys(where).length === 0) throw reader.unexpected()
    const [database] = reader.accept('from', 'database') ? readNames(reader, 1) : []
    return shownRows(reader, { view, columns: OF_OBJECT, database, where, order: ORDER })
  }
  if (reader.accept('database')) {
    const [database] = readNames(reader, 1)
    const where = { object_type: "'DATABASE'", ...readIdentity(reader) }
    return shownRows(reader, { view, columns: ['database_name', ...RIGHT], database, where, order: ORDER })
  }
  const { database, ...object } = readObject(reader)
  const where = { ...object, ...readIdentity(reader) }
  return shownRows(reader, { view, columns: OF_OBJECT, database, where, order: ORDER })
}

/** A schema, a function or a table, which need not be introduced as one. */
function readObject(reader: TokenReader): Record<string, string | undefined> {
  if (reader.accept('schema')) {
    const [database, schema_name] = readNames(reader, 2)
    return { database, schema_name, object_type: "'SCHEMA'" }
  }
  if (reader.accept('function')) {
    const [database, schema_name, object_name] = readNames(reader, 3)
    return { database, schema_name, object_name, object_type: "'FUNCTION'", signature: readSignature(reader) }
  }
  reader.accept('table')
  const [database, schema_name, object_name] = readNames(reader, 3)
  return { database, schema_name, object_name, privilege_scope: "'TABLE'" }
}

/** `[FOR {user | ROLE role | PUBLIC}]` */
function readIdentity(reader: TokenReader): Record<string, string | undefined> {
  if (!reader.accept('for')) return {}
  if (reader.accept('public')) return { identity_type: "'public'" }
  const type = reader.accept('role') ? 'role' : 'user'
  const [identity_name] = readNames(reader, 1)
  return { identity_name, identity_type: quoteLiteral(type) }
}
