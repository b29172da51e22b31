import { randomUUID } from 'node:crypto'
import type { KeptRow } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { queryInPieces } from '../marks/query-in-pieces.js'
import { createLog, insertIntoLog, ROWS_AN_INSERT } from '../statements/log.js'
import { deleteUnits, REJECTS, rowOfReject } from '../statements/rejects.js'
import { deleteRows } from '../statements/tables/rows.js'
import { readColumns } from '../tables/columns.js'

/** How many units are named by one statement. */
const UNITS_A_DELETE = 1_000

/** Keeps the rows that one transaction left out. */
export class RejectsWriter {
  readonly #session: Session
  readonly #table: string
  /** Whether the table is known to be there. */
  #exists: boolean
  #hasWritten = false

  /** `table` is that of the scope; no other transaction writes to it meanwhile, as the scope's marks are locked. */
  constructor(session: Session, table: string, exists: boolean) {
    this.#session = session
    this.#table = table
    this.#exists = exists
  }

  get hasWritten(): boolean {
    return this.#hasWritten
  }

  /** Keeps `rows`, in place of those that were kept of `units`. Makes the table if it is missing, and there are any. */
  async keep(rows: readonly KeptRow[], units: readonly string[] | 'all'): Promise<void> {
    if (await this.#isThere()) await this.#delete(units)
    if (rows.length === 0) return
    if (!this.#exists)
      await this.#session.query(createLog(REJECTS, this.#table), `make the table "${this.#table}"`)
    this.#exists = true
    this.#hasWritten = true
    const values = rows.map((row, index) =>
      // In their order, and unlike those of any other table.
      rowOfReject(row, `${String(index).padStart(6, '0')}-${randomUUID()}`),
    )
    await this.#inChunks(values, ROWS_AN_INSERT, (piece) => insertIntoLog(REJECTS, this.#table, piece))
  }

  async #isThere(): Promise<boolean> {
    return (this.#exists ||= (await readColumns(this.#session, this.#table)) !== undefined)
  }

  async #delete(units: readonly string[] | 'all'): Promise<void> {
    if (units === 'all') await this.#session.query(deleteRows(this.#table), 'keep rows that do not fit')
    else await this.#inChunks(units, UNITS_A_DELETE, (piece) => deleteUnits(this.#table, piece))
  }

  async #inChunks<T>(
    items: readonly T[],
    most: number,
    statementFor: Parameters<typeof queryInPieces<T>>[2],
  ): Promise<void> {
    for (let from = 0; from < items.length; from += most) {
      const chunk = items.slice(from, from + most)
      await queryInPieces(this.#session, chunk, statementFor, 'keep rows that do not fit')
    }
  }
}
