import type { Statement } from '@arbalest/core'
import { splitTable } from './quote.js'

/**
 * Where `table` is and how its rows are distributed; no row where there is no such table
 * to be seen (https://docs.aws.amazon.com/redshift/latest/dg/r_PG_CLASS_INFO.html).
 */
export function findTable(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const from =
    'select current_database() as "database", n.nspname as "schema", c.relname as "table", ' +
    'c.releffectivediststyle as "style" from pg_catalog.pg_class_info as c ' +
    'join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1'
  return schema === undefined
    ? { text: `${from} and pg_catalog.pg_table_is_visible(c.reloid)`, values: [name] }
    : { text: `${from} and n.nspname = $2`, values: [name, schema] }
}

/**
 * How the columns of a table are stored, in order. Nothing of the leader node's goes with
 * this view, so the table is to be found before
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
