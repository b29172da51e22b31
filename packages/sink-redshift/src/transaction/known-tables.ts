import {
  fitTarget,
  parseColumnType,
  SinkError,
  type Column,
  type TableColumn,
  type Target,
} from '@arbalest/core/plugin'
import { isDuplicateTable } from '../session/server-error.js'
import type { Session } from '../session/session.js'
import { createTable } from '../statements/tables/tables.js'
import { checkTable } from '../tables/check-table.js'

/** A table that was found. */
export interface KnownTable {
  /** The name of the table to load: the target's, or that of a stand-in for it. */
  readonly table: string
  readonly columns: readonly TableColumn[]
}

/** What a transaction knows of the tables that it has looked for. */
export class KnownTables {
  readonly #session: Session
  readonly #find: (target: Target) => Promise<KnownTable | undefined>
  readonly #tables = new Map<string, KnownTable>()

  /** `find` looks for the table of a target. */
  constructor(session: Session, find: (target: Target) => Promise<KnownTable | undefined>) {
    this.#session = session
    this.#find = find
  }

  /** Whether the table exists. Throws `MismatchError` if it exists and its columns do not match `target`. */
  async has(target: Target): Promise<boolean> {
    const known = this.#tables.get(target.table) ?? (await this.#find(target))
    if (!known) return false
    await checkTable(this.#session, target, known.columns)
    this.#tables.set(target.table, known)
    return true
  }

  /** Makes the table if it does not exist. Throws as {@link has} does, and a retryable `SinkError` if another makes it at the same time. */
  async make(target: Target): Promise<void> {
    // Looked for first: CREATE TABLE IF NOT EXISTS needs a privilege that a load does not.
    if (await this.has(target)) return
    try {
      await this.#session.query(createTable(target), `make the table "${target.table}"`)
    } catch (error) {
      if (!isDuplicateTable(error)) throw error
      throw new SinkError(
        'SERIALIZATION',
        `Another run created the table "${target.table}" at the same time.`,
        {
          cause: error,
          retryable: true,
        },
      )
    }
    this.add(target)
  }

  /** Adds the table of `target`, which has just been made. */
  add({ table, columns }: Target): void {
    this.#tables.set(table, { table, columns: columns.map(asMade) })
  }

  /** Forgets all tables, because any may have been made or dropped. */
  clear(): void {
    this.#tables.clear()
  }

  /** `target` as its table, or its stand-in, takes it, if that was found. */
  fitting(target: Target): Target {
    const known = this.#tables.get(target.table)
    return known ? { ...fitTarget(target, known.columns), table: known.table } : target
  }
}

/** A column as the catalog shows it once it has been made. */
export function asMade({ name, type, notNull = false, default: value }: Column): TableColumn {
  return { name, type: parseColumnType(type), notNull, hasDefault: value !== undefined }
}
