import type { Backend } from '../backend/backend.js'
import type { DescribedColumn } from '../messages/described-column.js'
import { int16 } from '../messages/message.js'
import type { Part } from '../messages/message.js'
import type { ProtocolVersion } from '../messages/startup.js'

/** What the drivers read from the last field of a column. */
const NOT_NULL = 1
const CASE_SENSITIVE = 1 << 1
const AUTO_INCREMENT = 1 << 4
const READ_ONLY = 1 << 8
const SEARCHABLE = 1 << 12

/** Types of text, by their OIDs. */
const TEXTS = new Set([18, 19, 25, 1042, 1043])

/** What row descriptions say of each column by version 1 and later: the names of where it comes from, and flags. */
export type Metadata = (column: DescribedColumn) => readonly Part[]

/** That nothing more is said. */
export const noMetadata: Metadata = () => []

/** Looks up where `columns` come from, in the session's own transaction. */
export async function columnMetadata(
  backend: Backend,
  columns: readonly DescribedColumn[],
  version: ProtocolVersion,
): Promise<Metadata> {
  const sources = await sourcesOf(backend, columns)
  return (column) => {
    const source = sources.get(placeOf(column.table, column.attribute))
    const { schema = '', table = '', name = '', database = '', flags = READ_ONLY } = source ?? {}
    const caseSensitive = version >= 3 && TEXTS.has(column.type) ? CASE_SENSITIVE : 0
    return [schema, table, name, database, int16(flags | caseSensitive | SEARCHABLE)]
  }
}

interface Source {
  readonly schema: string
  readonly table: string
  readonly name: string
  readonly database: string
  readonly flags: number
}

async function sourcesOf(
  backend: Backend,
  columns: readonly DescribedColumn[],
): Promise<ReadonlyMap<string, Source>> {
  const tables = new Set(columns.map(({ table }) => table).filter((table) => table !== 0))
  if (tables.size === 0) return new Map()
  const rows = await backend.query(`
    select a.attrelid, a.attnum, n.nspname, c.relname, a.attname, pg_catalog.current_database(), a.attnotnull,
      a.attidentity <> ''
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where a.attrelid in (${Array.from(tables).join(', ')})`)
  const known = (name: string | null | undefined) => backend.names.clientName(name ?? '')
  return new Map(
    rows.map(([table, attribute, schema, relation, name, database, notNull, identity]) => [
      placeOf(Number(table), Number(attribute)),
      {
        schema: known(schema),
        table: known(relation),
        name: known(name),
        database: known(database),
        flags: (notNull === 't' ? NOT_NULL : 0) | (identity === 't' ? AUTO_INCREMENT : 0),
      },
    ]),
  )
}

function placeOf(table: number, attribute: number): string {
  return `${table}.${attribute}`
}
