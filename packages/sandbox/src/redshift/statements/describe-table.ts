import type { CopyColumn, CopyTable } from '../copy/copy-table.js'
import { RedshiftError } from '../redshift-error.js'
import { quoteLiteral } from '../sql/literal.js'
import { clientName, quoteName } from '../sql/names.js'
import type { Context } from './context.js'

/** The table that COPY names, from the catalog; throws a RedshiftError where there is none. */
export async function describeTable(
  context: Context,
  { schema, table }: { readonly schema?: string; readonly table: string },
): Promise<CopyTable> {
  const name = [...(schema === undefined ? [] : [schema]), table].map(quoteName).join('.')
  const rows = await context.query(`
    select c.oid, n.nspname, c.relkind, a.attname, t.typname, a.atttypmod, a.attnotnull, a.atthasdef, a.attidentity
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where c.oid = pg_catalog.to_regclass(${quoteLiteral(name)})
    order by a.attnum`)
  const [oid, namespace, kind] = rows[0] ?? []
  if (!oid) throw new RedshiftError(`Cannot COPY into nonexistent table ${table}`, { code: '42P01' })
  if (kind !== 'r') throw new RedshiftError(`cannot copy to view "${table}"`, { code: '42809' })
  return {
    oid: Number(oid),
    schema: namespace ?? '',
    name: table,
    columns: rows.map((row) => column(row.slice(3))),
  }
}

function column(row: readonly (string | null)[]): CopyColumn {
  const [name = '', type = '', modifier = '-1', notNull, hasDefault, identity] = row
  return {
    name: clientName(name ?? ''),
    ...typeOf(type ?? '', Number(modifier)),
    notNull: notNull === 't',
    hasDefault: hasDefault === 't',
    ...(identity === 'a' ? { identity: 'always' as const } : {}),
    ...(identity === 'd' ? { identity: 'by default' as const } : {}),
  }
}

/** PostgreSQL's type and its modifier, in Redshift's words. */
function typeOf(type: string, modifier: number): Pick<CopyColumn, 'type' | 'length' | 'precision' | 'scale'> {
  const size = modifier - 4
  if (type === 'varchar' || type === 'bpchar') {
    return { type: type === 'bpchar' ? 'char' : type, ...(size > 0 ? { length: size } : {}) }
  }
  if (type === 'text') return { type: 'varchar' }
  if (type === 'bytea') return { type: 'varbyte' }
  if (type === 'numeric' && size >= 0) return { type, precision: size >> 16, scale: size & 0x7ff }
  return { type }
}
