import type { Statement } from '@arbalest/core'
import { splitTable } from '../syntax/quote.js'

/**
 * The locks on the table for whose lock the session that `process` serves waits, those that are waited
 * for included; nothing if it does not wait. Who is not a superuser sees only their own user's.
 */
export function findContenders(process: number): Statement {
  return {
    text:
      'select granted, lock_mode as "mode" from svv_transactions ' +
      'where relation in (select relation from svv_transactions where pid = $1 and not granted)',
    values: [process],
  }
}

/**
 * Who holds a lock on a table called `table`, and since when its transaction has been open, in
 * UTC; a user who is not a superuser sees only their own
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TRANSACTIONS.html).
 */
export function findLockHolders(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const text =
    'select distinct t.txn_owner as "owner", t.pid as "process", ' +
    `to_char(t.txn_start, 'YYYY-MM-DD HH24:MI:SS') as "since" ` +
    'from svv_transactions as t join pg_catalog.pg_class as c on c.oid = t.relation ' +
    'join pg_catalog.pg_namespace as n on n.oid = c.relnamespace ' +
    'where t.granted and c.relname = $1'
  return schema === undefined
    ? { text, values: [name] }
    : { text: `${text} and n.nspname = $2`, values: [name, schema] }
}
