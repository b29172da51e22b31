import type { Statement } from '@arbalest/core'
import { quoteTable, splitTable } from '../syntax/quote.js'

/** A right on a table (https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html). */
export type TablePrivilege = 'select' | 'insert' | 'delete'

/**
 * Who the user is, what is signed in to, and whether the user may make temporary tables
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_HAS_DATABASE_PRIVILEGE.html).
 */
export const WHO_AND_WHERE: Statement = {
  text:
    'select current_user as "user", current_database() as "database", current_schema() as "schema", ' +
    'version() as "version", has_database_privilege(current_database(), \'temp\') as "temporary", ' +
    '(select usesuper from pg_catalog.pg_user where usename = current_user) as "superuser"',
}

/** The isolation level of the session's database (https://docs.aws.amazon.com/redshift/latest/dg/r_STV_DB_ISOLATION_LEVEL.html). */
export const ISOLATION_LEVEL: Statement = {
  text: 'select isolation_level as "isolation" from stv_db_isolation_level where db_name = current_database()',
}

/** What the user may do in a schema; no row if there is none (https://docs.aws.amazon.com/redshift/latest/dg/r_HAS_SCHEMA_PRIVILEGE.html). */
export function schemaPrivileges(schema: string): Statement {
  return {
    text:
      'select has_schema_privilege(nspname, \'usage\') as "usage", has_schema_privilege(nspname, \'create\') as "create" ' +
      'from pg_catalog.pg_namespace where nspname = $1',
    values: [schema.toLowerCase()],
  }
}

/** Who owns `table` in `schema`; no row if there is no such table. */
export function findOwner(schema: string, table: string): Statement {
  return {
    text:
      'select pg_catalog.pg_get_userbyid(c.relowner) as "owner" from pg_catalog.pg_class as c ' +
      'join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2',
    values: [schema.toLowerCase(), splitTable(table).name.toLowerCase()],
  }
}

/** Whether the user has each of these rights on a table that exists (https://docs.aws.amazon.com/redshift/latest/dg/r_HAS_TABLE_PRIVILEGE.html). */
export function tablePrivileges(table: string, privileges: readonly TablePrivilege[]): Statement {
  const columns = privileges.map((privilege) => `has_table_privilege($1, '${privilege}') as "${privilege}"`)
  return { text: `select ${columns.join(', ')}`, values: [quoteTable(table)] }
}

/** A user's name as a statement of SQL has it; unlike other names, it is not folded: IAM's have capitals. */
export function quoteUser(user: string): string {
  return `"${user.replaceAll('"', '""')}"`
}
