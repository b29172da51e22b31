import { randomUUID } from 'node:crypto'
import type { LedgerEntry } from '@arbalest/core/plugin'
import { readColumns } from '../tables/columns.js'
import type { Session } from '../session/session.js'
import { LEDGER, rowOfEntry } from '../statements/ledger.js'
import { createLog, deleteOldRows, insertIntoLog } from '../statements/log.js'

/** What a {@link LedgerWriter} needs besides a session. */
interface LedgerWriterOptions {
  /** The table of the scope's ledger; no other transaction writes to it meanwhile, as the scope's marks are locked. */
  readonly table: string
  /** How many days entries are kept. */
  readonly days: number
  /** Those that need no look. */
  readonly known: ReadonlySet<string>
}

/** Writes what a transaction noted, as the last of its statements. */
export class LedgerWriter {
  readonly #session: Session
  readonly #options: LedgerWriterOptions
  readonly #noted: LedgerEntry[] = []

  constructor(session: Session, options: LedgerWriterOptions) {
    this.#session = session
    this.#options = options
  }

  get hasWritten(): boolean {
    return this.#noted.length > 0
  }

  note(entry: LedgerEntry): void {
    this.#noted.push(entry)
  }

  /** Sends what was noted. Makes the table if it is missing, and deletes what is too old, once a process. */
  async write(): Promise<void> {
    const { table, known } = this.#options
    if (this.#noted.length === 0) return
    if (!known.has(table)) await this.#prepare()
    const rows = this.#noted.map((entry) => rowOfEntry(entry, randomUUID()))
    await this.#session.query(insertIntoLog(LEDGER, table, rows), 'note the load')
  }

  async #prepare(): Promise<void> {
    const { table, days } = this.#options
    if (await readColumns(this.#session, table))
      await this.#session.query(deleteOldRows(table, days), 'delete old entries of the ledger')
    else await this.#session.query(createLog(LEDGER, table), `make the table "${table}"`)
  }
}
