import type { Statement, StatementValue } from '@arbalest/core'
import { quoteIdentifier, quoteTable } from './syntax/quote.js'

/** How many rows are read by one statement. */
export const ROWS_A_PAGE = 1_000

/** How many rows are inserted by one statement. */
export const ROWS_AN_INSERT = 500

/**
 * What transactions write down of themselves: a table for each scope, whose name begins with that of
 * the view of all of them in a schema.
 */
export interface Log {
  readonly view: string
  /** What its rows are, for messages. */
  readonly what: string
  /** The columns between `loaded_at` and `entry`, with their types; `pipeline` and `step` are among them. */
  readonly columns: readonly (readonly [name: string, type: string])[]
}

/** Returns all columns of a log's tables. `entry` is each row's own, and the order of rows of one time. */
export function columnsOf({ columns }: Log): Log['columns'] {
  return [['loaded_at', 'timestamp'], ...columns, ['entry', 'varchar(64)']]
}

function namesOf(log: Log): string {
  return columnsOf(log)
    .map(([name]) => `"${name}"`)
    .join(', ')
}

/** Makes the table of a scope, if it does not exist. */
export function createLog(log: Log, table: string): Statement {
  const columns = columnsOf(log).map(([name, type]) => `"${name}" ${type}`)
  return {
    text: `create table if not exists ${quoteTable(table)} (${columns.join(', ')}) sortkey ("loaded_at")`,
  }
}

/**
 * Adds rows: the values of their columns, and `entry`. They are of the time at which their transaction began
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html), as is a row's
 * column whose default is `sysdate`.
 */
export function insertIntoLog(
  log: Log,
  table: string,
  rows: readonly (readonly StatementValue[])[],
): Statement {
  const types = columnsOf(log).slice(1)
  const places = rows.map((_, row) =>
    types.map(([, type], index) => `cast($${row * types.length + index + 1} as ${type})`).join(', '),
  )
  return {
    text: `insert into ${quoteTable(table)} (${namesOf(log)}) values ${places.map((each) => `(sysdate, ${each})`).join(', ')}`,
    values: rows.flat(),
  }
}

/** Deletes rows that are older than so many days. */
export function deleteOldRows(table: string, days: number): Statement {
  return {
    text: `delete from ${quoteTable(table)} where "loaded_at" < dateadd(day, ${-Math.trunc(days)}, sysdate)`,
  }
}

/** The place of a row in the order in which pages are read. */
export interface LogPlace {
  readonly loaded_at: unknown
  readonly entry: unknown
}

/** The newest rows of several tables, of one scope if given, or those after the row `after`. */
export function pageOfLog(log: Log, tables: readonly string[], scope?: string, after?: LogPlace): Statement {
  const all = tables.map((table) => `select ${namesOf(log)} from ${quoteTable(table)}`).join(' union all ')
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
      `("loaded_at" < cast(${bind(time)} as timestamp) or ("loaded_at" = cast(${bind(time)} as timestamp) and "entry" > ${bind(String(after.entry))}))`,
    )
  }
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  return {
    text: `select ${shownOf(log)} from (${all}) as "rows"${where} order by "rows"."loaded_at" desc, "rows"."entry" limit ${ROWS_A_PAGE}`,
    values,
  }
}

/** All columns, times as ISO 8601 writes them, so that they are the same over any connection. */
function shownOf(log: Log): string {
  const shown = columnsOf(log).map(([name, type]) =>
    type === 'timestamp' ? `to_char("${name}", 'YYYY-MM-DD"T"HH24:MI:SS.US') as "${name}"` : `"${name}"`,
  )
  return shown.join(', ')
}

/** The tables in `schema`, or in the first schema of the search path, by name, and whether the user may read each. */
export function findLogs({ view }: Log, schema: string | undefined): Statement {
  const name = `'${view.replace('_', '\\\\_')}\\\\_%'`
  return {
    text:
      `select n.nspname as "schema", c.relname as "table", has_table_privilege(c.oid, 'select') as "readable" ` +
      `from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace ` +
      `where c.relname like ${name} and c.relkind = 'r' and n.nspname = ${placeOf(schema)} order by 2`,
    ...(schema !== undefined && { values: [schema.toLowerCase()] }),
  }
}

/** How the view in `schema`, or in the first schema of the search path, is defined, if there is one (https://docs.aws.amazon.com/redshift/latest/dg/c_schemas-and-tables-views.html). */
export function findViewOfLogs({ view }: Log, schema: string | undefined): Statement {
  return {
    text: `select definition from pg_catalog.pg_views where viewname = '${view}' and schemaname = ${placeOf(schema)}`,
    ...(schema !== undefined && { values: [schema.toLowerCase()] }),
  }
}

function placeOf(schema: string | undefined): string {
  return schema === undefined ? 'current_schema()' : '$1'
}

/** Makes the view of all `tables` of a schema, which looks for them by name when it is read (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html). */
export function createViewOfLogs(log: Log, schema: string, tables: readonly string[]): Statement {
  const place = (name: string) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
  const all = tables.map((table) => `select ${namesOf(log)} from ${place(table)}`).join(' union all ')
  return { text: `create or replace view ${place(log.view)} as ${all} with no schema binding` }
}

/** A scope's pipeline, and its step: empty if the scope names none. */
export function splitScope(scope: string): readonly [pipeline: string, step: string] {
  const [pipeline = '', ...rest] = scope.split('/')
  return [pipeline, rest.join('/')]
}

/** The scope of which a row's columns `pipeline` and `step` are. */
export function scopeIn(row: Readonly<Record<string, unknown>>): string {
  return row['step'] === '' ? String(row['pipeline']) : `${String(row['pipeline'])}/${String(row['step'])}`
}

/** The time that {@link pageOfLog} writes so. */
export function timeIn(written: unknown): Date {
  return new Date(`${String(written).slice(0, 23)}Z`)
}
