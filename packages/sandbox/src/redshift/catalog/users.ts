import { Client } from 'pg'
import { SUPERUSER } from '../engine/postgres.js'

/** The users that clients sign in as. Any name becomes a user, and may do everything. */
export class Users {
  readonly #host: string
  readonly #known = new Map<string, Promise<void>>()

  constructor(socketFolder: string) {
    this.#host = socketFolder
  }

  /** Makes `name` a user, unless it is one. */
  welcome(name: string): Promise<void> {
    const known = this.#known.get(name)
    if (known) return known
    const made = this.#make(name)
    this.#known.set(name, made)
    made.catch(() => this.#known.delete(name))
    return made
  }

  async #make(name: string): Promise<void> {
    const client = new Client({ host: this.#host, user: SUPERUSER, database: 'postgres' })
    await client.connect()
    try {
      const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [name])
      if (rows.length === 0)
        await client.query(`create role ${client.escapeIdentifier(name)} superuser login`)
    } finally {
      await client.end()
    }
  }
}
