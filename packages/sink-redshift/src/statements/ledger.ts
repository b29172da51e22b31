import type { LedgerEntry, Statement } from '@arbalest/core/plugin'
import { quoteIdentifier, quoteTable } from './syntax/quote.js'

/** How many entries are read by one statement. */
export const ENTRIES_A_PAGE = 1_000

/** The view of all ledgers of a schema. */
export const VIEW_OF_LEDGERS = 'arbalest_loads'

/** The columns of a ledger, with their types. `entry` is each row's own, so that rows of one time have an order. */
const COLUMNS = [
  ['loaded_at', 'timestamp'],
  ['run', 'varchar(64)'],
  ['pipeline', 'varchar(4096)'],
  ['step', 'varchar(4096)'],
  ['target', 'varchar(512)'],
  ['units', 'bigint'],
  ['objects', 'bigint'],
  ['bytes', 'bigint'],
  ['rows', 'bigint'],
  ['rejected', 'bigint'],
  ['unaccounted', 'bigint'],
  ['first_key', 'varchar(4096)'],
  ['last_key', 'varchar(4096)'],
  ['oldest_object', 'timestamp'],
  ['newest_object', 'timestamp'],
  ['version', 'varchar(64)'],
  ['entry', 'varchar(36)'],
] as const

const ALL = COLUMNS.map(([name]) => `"${name}"`).join(', ')

/** All columns, times as ISO 8601 writes them, so that they are the same over any connection. */
const SHOWN = COLUMNS.map(([name, type]) =>
  type === 'timestamp' ? `to_char("${name}", 'YYYY-MM-DD"T"HH24:MI:SS.US') as "${name}"` : `"${name}"`,
).join(', ')

/** An entry, and the id of its row. */
export type LedgerRow = LedgerEntry & { readonly id: string }

/** Makes the ledger of a scope, if it does not exist. */
export function createLedger(table: string): Statement {
  const columns = COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ')
  return { text: `create table if not exists ${quoteTable(table)} (${columns}) sortkey ("loaded_at")` }
}

/**
 * Adds an entry. It is of the time at which its transaction began
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html), as is a row's
 * column whose default is `sysdate`.
 */
export function insertEntry(table: string, entry: LedgerRow): Statement {
  const [pipeline, step] = splitScope(entry.scope)
  const values = [
    entry.run,
    pipeline,
    step,
    entry.table,
    entry.units,
    entry.objects,
    entry.bytes,
    entry.rows,
    entry.rejected,
    entry.unaccounted ?? null,
    entry.firstKey ?? null,
    entry.lastKey ?? null,
    timestamp(entry.oldestObject),
    timestamp(entry.newestObject),
    entry.version,
    entry.id,
  ]
  const placeholders = values.map((_, index) => `cast($${index + 1} as ${COLUMNS[index + 1]![1]})`)
  return {
    text: `insert into ${quoteTable(table)} (${ALL}) values (sysdate, ${placeholders.join(', ')})`,
    values,
  }
}

/** Deletes entries that are older than so many days. */
export function deleteOldEntries(table: string, days: number): Statement {
  return {
    text: `delete from ${quoteTable(table)} where "loaded_at" < dateadd(day, ${-Math.trunc(days)}, sysdate)`,
  }
}

/** The place of an entry in the order in which pages are read. */
export interface EntryPlace {
  readonly loaded_at: unknown
  readonly entry: unknown
}

/** The newest entries of several ledgers, of one scope if given, or those before the entry `after`. */
export function pageOfEntries(tables: readonly string[], scope?: string, after?: EntryPlace): Statement {
  const all = tables.map((table) => `select ${ALL} from ${quoteTable(table)}`).join(' union all ')
  const values: string[] = []
  const bind = (value: string) => `$${values.push(value)}`
  const conditions: string[] = []
  if (scope !== undefined) {
    const [pipeline, step] = splitScope(scope)
    conditions.push(`"pipeline" = ${bind(pipeline)}`, `"step" = ${bind(step)}`)
  }
  if (after) {
    const time = String(after.loaded_at).replace('T', ' ')
    conditions.push(
      `("loaded_at" < cast(${bind(time)} as timestamp) or ("loaded_at" = cast(${bind(time)} as timestamp) and "entry" < ${bind(String(after.entry))}))`,
    )
  }
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  return {
    text: `select ${SHOWN} from (${all}) as "loads"${where} order by "loads"."loaded_at" desc, "loads"."entry" desc limit ${ENTRIES_A_PAGE}`,
    values,
  }
}

/** The ledgers in `schema`, or in the first schema of the search path, by name, and whether the user may read each. */
export function findLedgers(schema: string | undefined): Statement {
  const name = `'${VIEW_OF_LEDGERS.replace('_', '\\\\_')}\\\\_%'`
  return {
    text:
      `select n.nspname as "schema", c.relname as "table", has_table_privilege(c.oid, 'select') as "readable" ` +
      `from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace ` +
      `where c.relname like ${name} and c.relkind = 'r' and n.nspname = ${placeOf(schema)} order by 2`,
    ...(schema !== undefined && { values: [schema.toLowerCase()] }),
  }
}

/** How the view of all ledgers in `schema`, or in the first schema of the search path, is defined, if there is one (https://docs.aws.amazon.com/redshift/latest/dg/c_schemas-and-tables-views.html). */
export function findViewOfLedgers(schema: string | undefined): Statement {
  return {
    text: `select definition from pg_catalog.pg_views where viewname = '${VIEW_OF_LEDGERS}' and schemaname = ${placeOf(schema)}`,
    ...(schema !== undefined && { values: [schema.toLowerCase()] }),
  }
}

function placeOf(schema: string | undefined): string {
  return schema === undefined ? 'current_schema()' : '$1'
}

/** Makes the view of all `ledgers` of a schema, which looks for them by name when it is read (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html). */
export function createViewOfLedgers(schema: string, ledgers: readonly string[]): Statement {
  const place = (name: string) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
  const all = ledgers.map((ledger) => `select ${ALL} from ${place(ledger)}`).join(' union all ')
  return { text: `create or replace view ${place(VIEW_OF_LEDGERS)} as ${all} with no schema binding` }
}

/** A scope's pipeline, and its step: empty if the scope names none. */
function splitScope(scope: string): readonly [pipeline: string, step: string] {
  const [pipeline = '', ...rest] = scope.split('/')
  return [pipeline, rest.join('/')]
}

function timestamp(time: Date | undefined): string | null {
  return time?.toISOString().replace('T', ' ').replace('Z', '') ?? null
}
