import { remedyFor } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import {
  findOwner,
  quoteUser,
  schemaPrivileges,
  tablePrivileges,
  type TablePrivilege,
} from '../statements/catalog/privileges.js'
import { columnsOf, type Log } from '../statements/log.js'
import { quoteIdentifier, quoteTable, splitTable } from '../statements/syntax/quote.js'
import { readColumns } from '../tables/columns.js'
import type { SignedIn } from './check-sign-in.js'
import { SUPERUSER } from './diagnosed.js'
import type { Found } from './finding-of.js'

/** A table that a run uses. */
export interface UsedTable {
  readonly table: string
  /** Why only its owner can do what a run does; undefined if others can. */
  readonly ownedBecause?: string | undefined
  /** The log that it is a table of. Default: it is none of a log. */
  readonly log?: Log | undefined
}

/** What a run does with every table of its own. */
const NEEDED: readonly TablePrivilege[] = ['select', 'insert', 'delete']

/** Returns whether the user may do with a table, or with the schema that it would be made in, what a run does. */
export async function checkTable(
  session: Session,
  { table, ownedBecause, log }: UsedTable,
  user: SignedIn,
): Promise<Found> {
  const doing = `find out what the user may do with "${table}"`
  const who = user.user
  const to = quoteUser(who)
  const lacks = (detail: string, grant: string, ask = SUPERUSER): Found => ({
    outcome: 'failed',
    detail,
    remedy: remedyFor({ holder: `the user "${who}"`, ask, grant }),
  })
  const schema = splitTable(table).schema ?? user.schema
  if (schema === undefined)
    return {
      outcome: 'failed',
      detail: `The search path has no schema for "${table}"; name it as schema.table.`,
    }
  const [rights] = await session.query(schemaPrivileges(schema), doing)
  const quoted = quoteIdentifier(schema)
  if (!rights)
    return lacks(
      `There is no schema "${schema}"; create it, or correct its name in the configuration.`,
      `create schema ${quoted} authorization ${to}`,
    )
  if (rights['usage'] !== true)
    return lacks(`"${who}" may not use the schema "${schema}".`, `grant usage on schema ${quoted} to ${to}`)
  const [found] = await session.query(findOwner(schema, table), doing)
  if (!found) {
    return rights['create'] === true
      ? { outcome: 'passed', detail: 'there is none yet; the first load makes it' }
      : lacks(
          `"${who}" may not create tables in the schema "${schema}", and there is no table "${table}" yet.`,
          `grant create on schema ${quoted} to ${to}`,
        )
  }
  const owner = String(found['owner'])
  const whoCan = `the owner of the table, "${owner}", or ${SUPERUSER}`
  const name = quoteTable(table)
  const [has = {}] = await session.query(tablePrivileges(table, NEEDED), doing)
  const lacking = NEEDED.filter((privilege) => has[privilege] !== true).join(', ')
  if (lacking !== '') {
    return lacks(
      `"${who}" has no right to ${lacking} on "${table}", which is owned by "${owner}".`,
      `grant ${lacking} on ${name} to ${to}`,
      whoCan,
    )
  }
  if (ownedBecause !== undefined && owner !== who && !user.isSuperuser) {
    return lacks(
      `"${table}" is owned by "${owner}", and only its owner can do what a run does, because ${ownedBecause}.`,
      `alter table ${name} owner to ${to}`,
      whoCan,
    )
  }
  const missing = log ? await columnsMissing(session, log, table) : []
  if (missing.length > 0) {
    return lacks(
      `"${table}" was made by another version of Arbalest, and lacks the columns ${missing.map(([column]) => column).join(', ')}, which this version writes.`,
      missing.map(([column, type]) => `alter table ${name} add column "${column}" ${type}`).join('; '),
      whoCan,
    )
  }
  return { outcome: 'passed', detail: `owned by "${owner}"` }
}

/** Returns the columns of a log that one of its tables, which is there, lacks. */
async function columnsMissing(session: Session, log: Log, table: string): Promise<Log['columns']> {
  const columns = await readColumns(session, table)
  const has = new Set(columns?.map(({ name }) => name))
  return columnsOf(log).filter(([column]) => !has.has(column))
}
