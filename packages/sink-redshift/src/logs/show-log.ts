import type { Session, WithSession } from '../session/session.js'
import { createViewOfLogs, findLogs, findViewOfLogs, type Log } from '../statements/log.js'

/** Where the tables of a log are, and how to get at them. */
interface Shown {
  readonly withSession: WithSession
  /** Default: the first of the search path. */
  readonly schema: string | undefined
  /** Is given what is wrong, in one sentence. */
  readonly notice: (message: string) => void
}

/**
 * Sees to it that the view of a log shows the rows in `table`, and no table that is gone, which
 * would break it. What is wrong with that fails nothing: each table can be read without it.
 */
export async function showLog(
  log: Log,
  table: string,
  { withSession, schema, notice }: Shown,
): Promise<void> {
  const { view, what } = log
  try {
    await withSession(async (session) => {
      // Another may have made a table, and the view without ours, since we looked.
      for (let made = ''; ;) {
        const readable = await readableLogs(log, session, schema, table)
        if (!readable || made === readable.tables.join()) return
        const statement = createViewOfLogs(log, readable.schema, readable.tables)
        await session.query(statement, `make the view "${view}"`)
        made = readable.tables.join()
      }
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    notice(
      `The view "${view}" of all ${what} could not be created, and lacks "${table}" or shows tables that no longer exist (${reason}); the load is done. Ask its owner to drop it: the next run creates it.`,
    )
  }
}

/** Returns what the view must show; undefined if it shows `table`, and nothing that is gone. */
async function readableLogs(
  log: Log,
  session: Session,
  schema: string | undefined,
  table: string,
): Promise<{ readonly schema: string; readonly tables: readonly string[] } | undefined> {
  const found = await session.query(findLogs(log, schema), `look for the tables of "${log.view}"`)
  const [view] = await session.query(findViewOfLogs(log, schema), `look for the view "${log.view}"`)
  const shown = new Set(String(view?.['definition'] ?? '').match(new RegExp(`\\b${log.view}_\\w+`, 'g')))
  const all = found.map((row) => String(row['table']))
  const isWhole = shown.has(table.split('.').at(-1)!) && [...shown].every((each) => all.includes(each))
  if (isWhole) return undefined
  const tables = found.filter(({ readable }) => readable === true).map((row) => String(row['table']))
  return tables.length === 0 ? undefined : { schema: String(found[0]!['schema']), tables }
}
