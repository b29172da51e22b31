import type { Ledger, LedgerEntry, LedgerOptions } from '@arbalest/core/plugin'
import type { Row, Session, WithSession } from '../session/session.js'
import { LEDGER } from '../statements/ledger.js'
import { scopeIn, timeIn } from '../statements/log.js'
import type { OwnTables } from '../tables/own-tables.js'
import { LedgerWriter } from './ledger-writer.js'
import { readHistory } from './read-history.js'
import { readLog } from './read-log.js'
import { showLog } from './show-log.js'

/** What {@link Ledgers} need. */
interface LedgersOptions {
  readonly own: OwnTables
  /** How many days entries are kept. */
  readonly days: number
  /** Lends a session, whose errors are those for users. */
  readonly withSession: WithSession
  readonly notice: (message: string) => void
}

/**
 * The ledgers of a schema: a table for each scope, whose transactions run one at a time, so that
 * nobody waits for another's entry; and a view of all.
 */
export class Ledgers implements Ledger {
  readonly #options: LedgersOptions
  readonly #known = new Set<string>()

  constructor(options: LedgersOptions) {
    this.#options = options
  }

  async *entries({ scope, limit }: LedgerOptions = {}): AsyncGenerator<LedgerEntry> {
    const { withSession, own } = this.#options
    const only = scope === undefined ? undefined : { scope, table: await own.ledger(scope) }
    for await (const row of readLog(LEDGER, { withSession, schema: await own.schema(), only, limit }))
      yield entryOf(row)
  }

  /** Returns when COPY last read each of the objects at `urls`, as far as Redshift's own history has it. */
  history(urls: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    return readHistory(this.#options.withSession, urls)
  }

  /** Does `work`, which commits what it has its ledger write, and sees to it that the view shows that. */
  async writing<T>(session: Session, scope: string, work: (ledger: LedgerWriter) => Promise<T>): Promise<T> {
    const { own, days, withSession, notice } = this.#options
    const table = await own.ledger(scope)
    const ledger = new LedgerWriter(session, { table, days, known: this.#known })
    const result = await work(ledger)
    if (ledger.hasWritten && !this.#known.has(table)) {
      this.#known.add(table)
      await showLog(LEDGER, table, { withSession, schema: await own.schema(), notice })
    }
    return result
  }
}

function entryOf(row: Row): LedgerEntry {
  const text = (name: string) => String(row[name])
  const number = (name: string) => Number(row[name])
  const optional = <T>(name: string, read: (name: string) => T) =>
    row[name] == null ? undefined : read(name)
  const time = (name: string) => timeIn(row[name])
  return {
    run: text('run'),
    scope: scopeIn(row),
    table: text('target'),
    loadedAt: time('loaded_at'),
    units: number('units'),
    objects: number('objects'),
    bytes: number('bytes'),
    rows: number('rows'),
    rejected: number('rejected'),
    kept: optional('kept', number),
    quarantined: optional('quarantined', number),
    unaccounted: optional('unaccounted', number),
    firstKey: optional('first_key', text),
    lastKey: optional('last_key', text),
    oldestObject: optional('oldest_object', time),
    newestObject: optional('newest_object', time),
    version: text('version'),
  }
}
