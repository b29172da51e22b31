import { syntaxError } from '../sql/tokens/syntax-error.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteName } from '../sql/writing/names.js'
import type { Task } from './context/context.js'

/** CREATE DATABASE. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_DATABASE.html */
export function createDatabaseTask(reader: TokenReader): Task {
  const name = quoteName(reader.word())
  const options: string[] = []
  let isolation: string | undefined
  reader.accept('with')
  while (reader.peek()) {
    if (reader.accept('owner')) {
      reader.accept('=')
      options.push(`owner ${quoteName(reader.word())}`)
    } else if (reader.accept('connection', 'limit')) options.push(`connection limit ${limit(reader)}`)
    else if (reader.accept('collate')) reader.expect('case_sensitive')
    else isolation = isolationLevel(reader)
  }
  return async (context) => {
    await context.query(`create database ${name} ${options.join(' ')}`)
    if (isolation) await context.query(setIsolation(name, isolation))
    return 'CREATE DATABASE'
  }
}

/** ALTER DATABASE … ISOLATION LEVEL, for the sessions that begin afterwards; not in a block. */
export function alterIsolationTask(database: string, reader: TokenReader): Task {
  const isolation = isolationLevel(reader)
  if (reader.peek()) throw syntaxError(reader.peek())
  return async (context) => {
    await context.query(setIsolation(quoteName(database), isolation))
    return 'ALTER DATABASE'
  }
}

/** DROP DATABASE; its rows in the system tables go too. */
export function dropDatabaseTask(database: string, sql: string): Task {
  return async (context) => {
    await context.query(sql)
    await context.cluster.journal.forget(database)
    return 'DROP DATABASE'
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DATABASE.html: SNAPSHOT is what PostgreSQL calls repeatable read. */
function isolationLevel(reader: TokenReader): string {
  reader.expect('isolation', 'level')
  if (reader.accept('serializable')) return 'serializable'
  reader.expect('snapshot')
  return 'repeatable read'
}

function setIsolation(database: string, isolation: string): string {
  return `alter database ${database} set default_transaction_isolation = '${isolation}'`
}

function limit(reader: TokenReader): string {
  if (reader.accept('unlimited')) return '-1'
  return reader.next()?.text ?? ''
}
