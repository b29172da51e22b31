import { columnsToAdd, type Column, type Target } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { addColumn } from '../statements/tables/alter-table.js'
import { splitTable } from '../statements/syntax/quote.js'
import { scopedName } from '../statements/scoped-name.js'
import { createTemporaryLike } from '../statements/tables/tables.js'
import { readColumns } from '../tables/columns.js'
import { asMade, type KnownTable } from './known-tables.js'

/**
 * The stand-ins of a rehearsal. To a table that lacks columns a run would add them, which locks
 * it; a rehearsal loads a stand-in instead: an empty temporary table like it, with these columns.
 * It hides the table from the statements after it, unless they name the table with its schema.
 */
export class StandIns {
  readonly #session: Session
  readonly #names = new Map<string, string>()

  constructor(session: Session) {
    this.#session = session
  }

  /** Looks for the table of `target`; finds its stand-in if it needs one. */
  async find(target: Target): Promise<KnownTable | undefined> {
    const table = this.#names.get(target.table) ?? target.table
    const columns = await readColumns(this.#session, table)
    const missing = columns ? columnsToAdd(target, columns) : []
    if (!columns || missing.length === 0) return columns && { table, columns }
    return { table: await this.#make(target, missing), columns: [...columns, ...missing.map(asMade)] }
  }

  async #make({ table }: Target, missing: readonly Column[]): Promise<string> {
    const doing = `try "${table}" with more columns`
    const name = splitTable(table).schema === undefined ? table : `arbalest_stand_in_${scopedName(table)}`
    await this.#session.query(createTemporaryLike(name, table), doing)
    for (const column of missing) await this.#session.query(addColumn(name, column), doing)
    this.#names.set(table, name)
    return name
  }
}
