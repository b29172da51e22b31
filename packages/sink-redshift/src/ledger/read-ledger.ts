import type { LedgerEntry, LedgerOptions } from '@arbalest/core/plugin'
import { isMissingTable } from '../session/server-error.js'
import type { Row, WithSession } from '../session/session.js'
import { ENTRIES_A_PAGE, findLedgers, pageOfEntries, type EntryPlace } from '../statements/ledger.js'
import type { OwnTables } from '../tables/own-tables.js'

/** Yields the entries of one ledger, or of all beside it, the newest first. */
export async function* readLedger(
  withSession: WithSession,
  own: OwnTables,
  { scope, limit = Infinity }: LedgerOptions,
): AsyncGenerator<LedgerEntry> {
  const tables =
    scope === undefined ? await allLedgers(withSession, await own.schema()) : [await own.ledger(scope)]
  if (tables.length === 0) return
  let [left, page]: [number, readonly Row[]] = [limit, []]
  do {
    page = await readPage(withSession, tables, scope, page.at(-1) as EntryPlace | undefined)
    for (const row of page) {
      if (left-- <= 0) return
      yield entryOf(row)
    }
  } while (page.length === ENTRIES_A_PAGE)
}

async function allLedgers(withSession: WithSession, schema: string | undefined): Promise<string[]> {
  const found = await withSession((session) => session.query(findLedgers(schema), 'look for ledgers'))
  const readable = found.filter((row) => row['readable'] === true)
  return readable.map((row) => `${String(row['schema'])}.${String(row['table'])}`)
}

async function readPage(
  withSession: WithSession,
  tables: readonly string[],
  scope: string | undefined,
  after: EntryPlace | undefined,
): Promise<readonly Row[]> {
  return withSession(async (session) => {
    try {
      return await session.query(pageOfEntries(tables, scope, after), 'read the ledger')
    } catch (error) {
      if (isMissingTable(error)) return []
      throw error
    }
  })
}

function entryOf(row: Row): LedgerEntry {
  const text = (name: string) => String(row[name])
  const number = (name: string) => Number(row[name])
  const optional = <T>(name: string, read: (name: string) => T) =>
    row[name] == null ? undefined : read(name)
  const time = (name: string) => new Date(`${text(name).slice(0, 23)}Z`)
  const step = text('step')
  const entry = {
    run: text('run'),
    scope: step === '' ? text('pipeline') : `${text('pipeline')}/${step}`,
    table: text('target'),
    loadedAt: time('loaded_at'),
    units: number('units'),
    objects: number('objects'),
    bytes: number('bytes'),
    rows: number('rows'),
    rejected: number('rejected'),
    unaccounted: optional('unaccounted', number),
    firstKey: optional('first_key', text),
    lastKey: optional('last_key', text),
    oldestObject: optional('oldest_object', time),
    newestObject: optional('newest_object', time),
    version: text('version'),
  }
  return entry
}
