import type { Session, WithSession } from '../session/session.js'
import { createViewOfLedgers, findLedgers, findViewOfLedgers, VIEW_OF_LEDGERS } from '../statements/ledger.js'

/** Where a ledger is, and how to get at it. */
interface Shown {
  readonly withSession: WithSession
  /** Default: the first of the search path. */
  readonly schema: string | undefined
  /** Is given what is wrong, in one sentence. */
  readonly notice: (message: string) => void
}

/**
 * Sees to it that the view of all ledgers shows the one in `table`, and none that is gone, which
 * would break it. What is wrong with that fails nothing: each ledger can be read without it.
 */
export async function showLedger(table: string, { withSession, schema, notice }: Shown): Promise<void> {
  try {
    await withSession(async (session) => {
      // Another may have made a ledger, and the view without ours, since we looked.
      for (let made = ''; ;) {
        const ledgers = await readableLedgers(session, schema, table)
        if (!ledgers || made === ledgers.tables.join()) return
        const statement = createViewOfLedgers(ledgers.schema, ledgers.tables)
        await session.query(statement, `make the view "${VIEW_OF_LEDGERS}"`)
        made = ledgers.tables.join()
      }
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    notice(
      `The view "${VIEW_OF_LEDGERS}" of all loads could not be made, and lacks "${table}" or has what is gone (${reason}); the load is done. Have its owner drop it: the next run makes it.`,
    )
  }
}

/** Returns what the view must show; undefined if it shows `table`, and nothing that is gone. */
async function readableLedgers(
  session: Session,
  schema: string | undefined,
  table: string,
): Promise<{ readonly schema: string; readonly tables: readonly string[] } | undefined> {
  const found = await session.query(findLedgers(schema), 'look for ledgers')
  const [view] = await session.query(findViewOfLedgers(schema), `look for the view "${VIEW_OF_LEDGERS}"`)
  const shown = new Set(String(view?.['definition'] ?? '').match(/\barbalest_loads_\w+/g))
  const all = found.map((row) => String(row['table']))
  const isWhole = shown.has(table.split('.').at(-1)!) && [...shown].every((each) => all.includes(each))
  if (isWhole) return undefined
  const tables = found.filter(({ readable }) => readable === true).map((row) => String(row['table']))
  return tables.length === 0 ? undefined : { schema: String(found[0]!['schema']), tables }
}
