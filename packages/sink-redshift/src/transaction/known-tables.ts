import { columnsToAdd, parseColumnType, type Column, type TableColumn, type Target } from '@arbalest/core'
import { checkTable } from '../tables/check-table.js'
import { fitTarget } from '../tables/fit-target.js'
import { standIn } from './stand-in.js'
import { readColumns } from '../tables/columns.js'
import type { TransactionParts } from './transaction-parts.js'

/** What a transaction knows of the tables that it has looked for. */
export class KnownTables {
  readonly #parts: TransactionParts
  readonly #columns = new Map<string, readonly TableColumn[]>()
  /** The names of what is loaded in the place of tables that are only to be tried. */
  readonly #standIns = new Map<string, string>()

  constructor(parts: TransactionParts) {
    this.#parts = parts
  }

  /**
   * Whether the table is there; throws where it is, and is not as `target` says. Asked for
   * before a table is made: CREATE TABLE IF NOT EXISTS needs a privilege that a mere load does not.
   */
  async has(target: Target): Promise<boolean> {
    const columns = this.#columns.get(target.table) ?? (await this.#find(target))
    if (!columns) return false
    await checkTable(this.#parts.session, target, columns)
    this.#columns.set(target.table, columns)
    return true
  }

  /** Knows the table that has just been made. */
  add({ table, columns }: Target): void {
    this.#columns.set(table, columns.map(asMade))
  }

  /** Forgets all tables, since any may have been made or dropped. */
  clear(): void {
    this.#columns.clear()
  }

  /** `target`, or what stands in for it, as the table takes it, where that was found to be there. */
  fitting(target: Target): Target {
    const there = this.#columns.get(target.table)
    return { ...(there ? fitTarget(target, there) : target), table: this.#nameOf(target) }
  }

  #nameOf({ table }: Target): string {
    return this.#standIns.get(table) ?? table
  }

  async #find(target: Target): Promise<readonly TableColumn[] | undefined> {
    const { session, rehearsal } = this.#parts
    const columns = await readColumns(session, this.#nameOf(target))
    const added = rehearsal && columns ? columnsToAdd(target, columns) : []
    if (!columns || added.length === 0) return columns
    this.#standIns.set(target.table, await standIn(session, target, added))
    return [...columns, ...added.map(asMade)]
  }
}

function asMade({ name, type, notNull = false, default: value }: Column): TableColumn {
  return { name, type: parseColumnType(type), notNull, hasDefault: value !== undefined }
}
