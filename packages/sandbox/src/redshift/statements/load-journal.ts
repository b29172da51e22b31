import { Pool } from 'pg'
import type { CopyLoad } from '../copy/copy-load.js'
import type { CopyStatement } from '../copy/copy-statement.js'
import type { CopyTable } from '../copy/copy-table.js'
import { SUPERUSER } from '../engine/postgres.js'
import { loadRows } from './load-rows.js'

/** A COPY that has ended, well or not. */
export interface EndedLoad {
  /** Its number among the statements of its database. */
  readonly query: number
  /** The process of the session behind it. */
  readonly session: number
  readonly database: string
  readonly table: CopyTable
  readonly statement: CopyStatement
  readonly load: CopyLoad
  readonly startedAt: Date
  readonly failed: boolean
}

/**
 * Writes the system tables about loads, over connections of its own, so that what is written outlives
 * the rollback of the load it tells of.
 */
export class LoadJournal {
  readonly #host: string
  readonly #pools = new Map<string, Pool>()

  constructor(socketFolder: string) {
    this.#host = socketFolder
  }

  /** The number of a load that begins. */
  async begin(database: string): Promise<number> {
    const { rows } = await this.#pool(database).query<{ id: string }>(
      `select nextval('pg_catalog.stl_query_ids') as id`,
    )
    return Number(rows[0]?.id)
  }

  async record(load: EndedLoad): Promise<void> {
    const inserts = Object.entries(loadRows(load)).filter(([, rows]) => rows.length > 0)
    for (const [table, rows] of inserts) {
      await this.#pool(load.database).query(
        `insert into pg_catalog.${table} select * from json_populate_recordset(null::pg_catalog.${table}, $1)`,
        [JSON.stringify(rows)],
      )
    }
  }

  /** Closes the connections to `database`, which could not be dropped while they are open. */
  async leave(database: string): Promise<void> {
    const pool = this.#pools.get(database)
    this.#pools.delete(database)
    await pool?.end()
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#pools.keys(), (database) => this.leave(database)))
  }

  #pool(database: string): Pool {
    const known = this.#pools.get(database)
    if (known) return known
    const pool = new Pool({ host: this.#host, user: SUPERUSER, database, max: 2, idleTimeoutMillis: 60_000 })
    // An idle connection ends with PostgreSQL; who needs it next is told.
    pool.on('error', () => {})
    this.#pools.set(database, pool)
    return pool
  }
}
