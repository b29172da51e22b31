import type { Statement } from '@arbalest/core'
import { splitTable } from '../syntax/quote.js'

/** The columns of `table`, in order; no row if there is no such table, or the user may not see it. */
export function findColumns(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const from =
    'select a.attname as "name", pg_catalog.format_type(a.atttypid, a.atttypmod) as "type", ' +
    'a.attnotnull as "not_null", a.atthasdef as "has_default" from pg_catalog.pg_attribute as a ' +
    'join pg_catalog.pg_class as c on c.oid = a.attrelid'
  const columns = 'a.attnum > 0 and not a.attisdropped order by a.attnum'
  return schema === undefined
    ? {
        text: `${from} where c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid) and ${columns}`,
        values: [name],
      }
    : {
        text: `${from} join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and n.nspname = $2 and ${columns}`,
        values: [name, schema],
      }
}

/**
 * Where `table` is, how its rows are distributed, about how many there are by the last ANALYZE, and whether the user may read them; no row if there is
 * no such table, or the user may not see it (https://docs.aws.amazon.com/redshift/latest/dg/r_PG_CLASS_INFO.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/r_HAS_TABLE_PRIVILEGE.html).
 */
export function findTable(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const from =
    'select current_database() as "database", n.nspname as "schema", c.relname as "table", ' +
    'c.reloid as "identity", ' +
    'c.releffectivediststyle as "style", c.reltuples as "rows", has_table_privilege(c.reloid, \'select\') as "readable" from pg_catalog.pg_class_info as c ' +
    'join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1'
  return schema === undefined
    ? { text: `${from} and pg_catalog.pg_table_is_visible(c.reloid)`, values: [name] }
    : { text: `${from} and n.nspname = $2`, values: [name, schema] }
}

/**
 * The schema in which the session finds the table `name`, or would make it if there is none
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_search_path.html).
 */
export function findSchema(name: string): Statement {
  return {
    text:
      'select coalesce((select n.nspname from pg_catalog.pg_class as c ' +
      'join pg_catalog.pg_namespace as n on n.oid = c.relnamespace ' +
      'where c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid)), current_schema()) as "schema"',
    values: [name.toLowerCase()],
  }
}

/**
 * How the columns of a table are stored, in order. This view cannot be joined with what only the
 * leader node has, so {@link findTable} must find the table first
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_REDSHIFT_COLUMNS.html).
 */
export function findStorage(database: string, schema: string, table: string): Statement {
  return {
    text:
      'select column_name as "name", encoding, distkey, sortkey, column_default as "default" ' +
      'from svv_redshift_columns where database_name = $1 and schema_name = $2 and table_name = $3 ' +
      'order by ordinal_position',
    values: [database, schema, table],
  }
}
