import type { Ledger, LedgerEntry, LedgerOptions } from '@arbalest/core/plugin'
import type { Session, WithSession } from '../session/session.js'
import type { OwnTables } from '../tables/own-tables.js'
import { LedgerWriter } from './ledger-writer.js'
import { readHistory } from './read-history.js'
import { readLedger } from './read-ledger.js'
import { showLedger } from './show-ledgers.js'

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

  entries(options: LedgerOptions = {}): AsyncGenerator<LedgerEntry> {
    return readLedger(this.#options.withSession, this.#options.own, options)
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
      await showLedger(table, { withSession, schema: await own.schema(), notice })
    }
    return result
  }
}
