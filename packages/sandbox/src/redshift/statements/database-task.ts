import { RedshiftError } from '../redshift-error.js'
import { syntaxError } from '../sql/tokens/syntax-error.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteName } from '../sql/writing/names.js'
import type { Context, Task } from './context/context.js'

/** CREATE DATABASE. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_DATABASE.html */
export function createDatabaseTask(reader: TokenReader): Task {
  const name = quoteName(reader.word())
  const options: string[] = []
  const settings: string[] = []
  reader.accept('with')
  while (reader.peek()) {
    if (reader.accept('owner')) {
      reader.accept('=')
      options.push(`owner ${quoteName(reader.word())}`)
    } else if (reader.accept('connection', 'limit')) options.push(`connection limit ${limit(reader)}`)
    else settings.push(setting(reader))
  }
  return async (context) => {
    await context.query(`create database ${name} ${options.join(' ')}`)
    for (const words of settings) await context.query(`alter database ${name} ${words}`)
    return 'CREATE DATABASE'
  }
}

/**
 * ALTER DATABASE … COLLATE or ISOLATION LEVEL, for the sessions that begin afterwards, not in a block; undefined
 * for what else may be altered. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DATABASE.html
 */
export function alterDatabaseTask(reader: TokenReader): Task | undefined {
  const database = reader.word()
  const collates = reader.sees('collate')
  if (!collates && !reader.sees('isolation')) return undefined
  const words = setting(reader)
  if (reader.peek()) throw syntaxError(reader.peek())
  return async (context) => {
    if (collates && database === context.database) await refuseFull(context)
    await context.query(`alter database ${quoteName(database)} ${words}`)
    return 'ALTER DATABASE'
  }
}

/** A database whose collation changes must be empty. */
async function refuseFull({ query, database }: Context): Promise<void> {
  const tables = await query(
    `select 1 from pg_catalog.pg_class where oid >= 16384 and relkind = 'r' and relpersistence = 'p'
      and relnamespace not in ('redshift'::regnamespace, 'pg_catalog'::regnamespace) limit 1`,
  )
  if (tables.length === 0) return
  throw new RedshiftError(`The collation of database "${database}" cannot change, as it has tables`, {
    code: '0A000',
    hint: 'Drop its tables, or make another database.',
  })
}

/** DROP DATABASE, also of one that the client has used before; its rows in the system tables go too. */
export function dropDatabaseTask(database: string, sql: string): Task {
  return async (context) => {
    context.leave(database)
    await context.query(sql)
    await context.cluster.journal.forget(database)
    return 'DROP DATABASE'
  }
}

/** COLLATE or ISOLATION LEVEL as a setting of PostgreSQL's database: SNAPSHOT is what it calls repeatable read. */
function setting(reader: TokenReader): string {
  if (reader.accept('collate')) {
    const collation = reader.accept('case_insensitive') ? 'case_insensitive' : 'case_sensitive'
    if (collation === 'case_sensitive') reader.expect(collation)
    return `set redshift.database_collation = '${collation}'`
  }
  reader.expect('isolation', 'level')
  const level = reader.accept('serializable') ? 'serializable' : 'repeatable read'
  if (level !== 'serializable') reader.expect('snapshot')
  return `set default_transaction_isolation = '${level}'`
}

function limit(reader: TokenReader): string {
  if (reader.accept('unlimited')) return '-1'
  return reader.next()?.text ?? ''
}
