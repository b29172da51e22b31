import type { CopyColumn, CopyTable } from '../../copy/statement/copy-table.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import type { LongNames } from '../../sql/writing/long-names.js'
import { quoteName } from '../../sql/writing/names.js'
import type { Context, Row } from '../context/context.js'

/** Bytes. https://docs.aws.amazon.com/redshift/latest/dg/r_enable_large_strings_opt_in.html */
const LARGE_STRING = 16_000_000

/** The table of this name, with or without its schema, from the catalog; undefined if there is none, or it is a view. */
export async function describeTable(
  context: Pick<Context, 'cluster' | 'query'>,
  parts: readonly string[],
): Promise<CopyTable | undefined> {
  const name = parts.map(quoteName).join('.')
  const rows = await context.query(`
    select c.oid, n.nspname, a.attname, t.typname, a.atttypmod, a.attnotnull, a.atthasdef, a.attidentity
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where c.oid = postgres.to_regclass(${quoteLiteral(name)}) and c.relkind = 'r'
    order by a.attnum`)
  const [oid, schema] = rows[0] ?? []
  if (!oid || !schema) return undefined
  const { names, largeStrings } = context.cluster
  const columns = rows.map((row) => column(row.slice(2), names)).map(withStrings(largeStrings))
  return { oid: Number(oid), schema: names.clientName(schema), name: parts.at(-1) ?? '', columns }
}

function column(row: Row, names: LongNames): CopyColumn {
  const [name = '', type = '', modifier = '-1', notNull, hasDefault, identity] = row
  return {
    name: names.clientName(name ?? ''),
    ...typeOf(type ?? '', Number(modifier)),
    notNull: notNull === 't',
    hasDefault: hasDefault === 't',
    ...(identity === 'a' ? { identity: 'always' as const } : {}),
    ...(identity === 'd' ? { identity: 'by default' as const } : {}),
  }
}

/** A SUPER's length is that of the strings within it. */
function withStrings(large: boolean): (found: CopyColumn) => CopyColumn {
  return (found) => (large && found.type === 'super' ? { ...found, length: LARGE_STRING } : found)
}

/** PostgreSQL's type and its modifier, in Redshift's words. */
function typeOf(type: string, modifier: number): Pick<CopyColumn, 'type' | 'length' | 'precision' | 'scale'> {
  const size = modifier - 4
  if (type === 'varchar' || type === 'bpchar') {
    return { type: type === 'bpchar' ? 'char' : type, ...(size > 0 ? { length: size } : {}) }
  }
  if (type === 'varbyte') return { type, ...(size > 0 ? { length: size } : {}) }
  if (type === 'text') return { type: 'varchar' }
  if (type === 'numeric' && size >= 0) return { type, precision: size >> 16, scale: size & 0x7ff }
  return { type }
}
