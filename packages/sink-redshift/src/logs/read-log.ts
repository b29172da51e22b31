import { isMissingTable } from '../session/server-error.js'
import type { Row, WithSession } from '../session/session.js'
import { findLogs, pageOfLog, ROWS_A_PAGE, type Log, type LogPlace } from '../statements/log.js'

/** Which rows of a log are read. */
interface Wanted {
  /** Lends a session, whose errors are those for users. */
  readonly withSession: WithSession
  /** The schema of its tables. Default: the first of the search path. */
  readonly schema: string | undefined
  /** The only scope of which rows are wanted, and its table. Default: all in the schema. */
  readonly only?: { readonly scope: string; readonly table: string } | undefined
  /** How many at most. Default: all. */
  readonly limit?: number | undefined
}

/** Yields the rows of a log, the newest first; none if there is no table. */
export async function* readLog(
  log: Log,
  { withSession, schema, only, limit = Infinity }: Wanted,
): AsyncGenerator<Row> {
  const tables = only ? [only.table] : await allTables(log, withSession, schema)
  if (tables.length === 0) return
  let [left, page]: [number, readonly Row[]] = [limit, []]
  do {
    const statement = pageOfLog(log, tables, only?.scope, page.at(-1) as LogPlace | undefined)
    page = await withSession((session) =>
      session.query(statement, `read "${log.view}"`).catch((error: unknown) => {
        if (isMissingTable(error)) return []
        throw error
      }),
    )
    for (const row of page) {
      if (left-- <= 0) return
      yield row
    }
  } while (page.length === ROWS_A_PAGE)
}

async function allTables(log: Log, withSession: WithSession, schema: string | undefined): Promise<string[]> {
  const found = await withSession((session) =>
    session.query(findLogs(log, schema), `look for the tables of "${log.view}"`),
  )
  const readable = found.filter((row) => row['readable'] === true)
  return readable.map((row) => `${String(row['schema'])}.${String(row['table'])}`)
}
