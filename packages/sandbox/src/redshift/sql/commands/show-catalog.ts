import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import { quoteLiteral } from '../writing/literals.js'
import { quoteName } from '../writing/names.js'
import { showGrants } from './show-grants.js'
import { showPolicies } from './show-policies.js'
import { showRoutines } from './show-routines.js'
import { readNames, shownRows } from './shown-rows.js'

/** The query that SHOW stands for if it shows what the catalog holds, and no setting; undefined for any other statement. */
export function showCatalog({ tokens }: Statement): string | undefined {
  const reader = new TokenReader(tokens)
  if (!reader.accept('show')) return undefined
  return (
    showRelations(reader) ??
    showConstraints(reader) ??
    showRoutines(reader) ??
    showGrants(reader) ??
    showPolicies(reader) ??
    showDatashares(reader) ??
    showStatement(reader)
  )
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_TABLES.html and the pages beside it. */
function showRelations(reader: TokenReader): string | undefined {
  if (reader.accept('databases')) {
    const named = 'database_name'
    return shownRows(reader, { view: 'show_databases', where: {}, named, order: [named] })
  }
  if (reader.accept('schemas', 'from', 'database')) {
    const [database] = readNames(reader, 1)
    const named = 'schema_name'
    return shownRows(reader, { view: 'show_schemas', database, where: {}, named, order: [named] })
  }
  if (reader.accept('tables', 'from', 'schema')) {
    const [database, schema_name] = readNames(reader, 2)
    const named = 'table_name'
    return shownRows(reader, { view: 'show_tables', database, where: { schema_name }, named, order: [named] })
  }
  if (!reader.accept('columns', 'from', 'table')) return undefined
  const [database, schema_name, table_name] = readNames(reader, 3)
  const [where, named, order] = [{ schema_name, table_name }, 'column_name', ['ordinal_position']]
  return shownRows(reader, { view: 'show_columns', database, where, named, order })
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_CONSTRAINTS.html */
function showConstraints(reader: TokenReader): string | undefined {
  if (!reader.accept('constraints')) return undefined
  const primary = reader.accept('primary', 'keys')
  if (!primary) reader.expect('foreign', 'keys')
  const exported = !primary && reader.accept('exported')
  reader.expect('from', 'table')
  const [database, schema, table] = readNames(reader, 3)
  if (primary) {
    const where = { schema_name: schema, table_name: table }
    return shownRows(reader, { view: 'show_primary_keys', database, where, order: ['key_seq'] })
  }
  const side = exported ? 'pk' : 'fk'
  const where = { [`${side}_schema_name`]: schema, [`${side}_table_name`]: table }
  const order = ['fk_schema_name', 'fk_table_name', 'fk_name', 'key_seq']
  return shownRows(reader, { view: 'show_foreign_keys', database, where, order })
}

/** There are none. https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_DATASHARES.html */
function showDatashares(reader: TokenReader): string | undefined {
  if (!reader.accept('datashares')) return undefined
  if (reader.accept('like') && !reader.take('parameter')) reader.string()
  if (reader.peek()) throw reader.unexpected()
  const columns =
    'share_name varchar, share_owner int, source_database varchar, consumer_database varchar, ' +
    'share_type varchar, createdate timestamp, is_publicaccessible bool, share_acl varchar, ' +
    'producer_account varchar, producer_namespace varchar'
  return `select * from postgres.json_to_recordset('[]') as shares (${columns})`
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_TABLE.html */
function showStatement(reader: TokenReader): string | undefined {
  for (const kind of ['table', 'view']) {
    if (!reader.accept(kind)) continue
    const relation = reader.name()
    if (!relation || reader.peek()) throw reader.unexpected()
    const heading = kind === 'table' ? 'Show Table DDL statement' : 'Show View DDL statement'
    const shown = quoteLiteral(relation.map(quoteName).join('.'))
    return `select redshift.shown_statement('${kind}', ${shown}::pg_catalog.regclass) as "${heading}"`
  }
  return undefined
}
