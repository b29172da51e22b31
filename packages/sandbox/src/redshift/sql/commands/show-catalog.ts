import { TokenReader } from '../tokens/token-reader.js'
import type { Statement } from '../tokens/split-statements.js'
import { quoteLiteral } from '../writing/literals.js'
import { quoteName, storedName } from '../writing/names.js'

/** The query that SHOW stands for if it shows what the catalog holds, and no setting; undefined for any other statement. */
export function showCatalog({ tokens }: Statement): string | undefined {
  const reader = new TokenReader(tokens)
  if (!reader.accept('show')) return undefined
  if (reader.accept('databases')) return listed(reader, 'databases', ['database_name'])
  if (reader.accept('schemas', 'from', 'database')) {
    return listed(reader, 'schemas', ['database_name', 'schema_name'], names(reader, 1))
  }
  if (reader.accept('tables', 'from', 'schema')) {
    return listed(reader, 'tables', ['database_name', 'schema_name', 'table_name'], names(reader, 2))
  }
  if (reader.accept('columns', 'from', 'table')) {
    const columns = ['database_name', 'schema_name', 'table_name', 'column_name']
    return listed(reader, 'columns', columns, names(reader, 3))
  }
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

/** `[LIKE 'pattern'] [LIMIT rows]` at the end; the last of `columns` is what LIKE compares. */
function listed(
  reader: TokenReader,
  kind: string,
  columns: readonly string[],
  within: readonly (string | undefined)[] = [],
): string {
  const pattern = reader.accept('like') ? reader.string() : undefined
  const limit = reader.accept('limit') ? reader.integer() : undefined
  if (reader.peek()) throw reader.unexpected()
  const view = `show_${kind}`
  const [database, ...outer] = within
  const from = database === undefined ? 'pg_catalog.current_database()' : quoteLiteral(database)
  const conditions = outer.flatMap((name, i) =>
    name === undefined ? [] : [`${columns[i + 1]} = ${quoteLiteral(storedName(name))}`],
  )
  if (pattern !== undefined) conditions.push(`${columns.at(-1)} like ${quoteLiteral(pattern)}`)
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  const order = kind === 'columns' ? 'ordinal_position' : columns.at(-1)
  return (
    `select shown.* from redshift.shown('${view}', ${from}) as row cross join lateral ` +
    `postgres.json_populate_record(null::redshift.${view}, row) as shown${where} ` +
    `order by ${order}${limit === undefined ? '' : ` limit ${limit}`}`
  )
}

/** A name of `most` parts, of which those at the front may be left out. Throws `RedshiftError` (42601) if there is none. */
function names(reader: TokenReader, most: number): (string | undefined)[] {
  const parts = reader.name()
  if (!parts || parts.length > most) throw reader.unexpected()
  return [...Array<undefined>(most - parts.length).fill(undefined), ...parts]
}
