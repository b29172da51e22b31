import { Client, DatabaseError } from 'pg'
import { SUPERUSER } from '../engine/cluster.js'
import { RedshiftError } from '../redshift-error.js'
import { keptPassword, type KeptPassword, verifierOf } from '../sql/users/kept-password.js'

/** A database user. */
export interface User {
  /** Undefined if it is disabled. */
  readonly password: KeptPassword | undefined
  /** Until when the password is valid. Default: forever. */
  readonly validUntil: Date | undefined
}

/** What a user who comes by a temporary password is let in with. */
interface Entry {
  /** Whether the user is made if it does not exist. */
  readonly create: boolean
  /** Whether one that is made may do everything. */
  readonly superuser: boolean
  readonly groups: readonly string[]
}

/** The users of the databases. */
export class Users {
  readonly #host: string
  readonly #welcome = new Map<string, Promise<void>>()

  constructor(socketFolder: string) {
    this.#host = socketFolder
  }

  /** Makes `name` a user who may do everything, unless it is one already. */
  welcome(name: string): Promise<void> {
    const known = this.#welcome.get(name)
    if (known) return known
    const made = this.join(name, { create: true, superuser: true, groups: [] })
    this.#welcome.set(name, made)
    made.catch(() => this.#welcome.delete(name))
    return made
  }

  async find(name: string): Promise<User | undefined> {
    const { rows } = await this.#query<{ password: string | null; until: Date | null }>(
      'select rolpassword as password, rolvaliduntil as until from pg_authid where rolname = $1 and rolcanlogin',
      [name],
    )
    const [row] = rows
    return row && { password: keptPassword(row.password), validUntil: row.until ?? undefined }
  }

  /** Makes `name` a user if it is none and may be made. Throws a RedshiftError if it may not. */
  async join(name: string, { create, superuser, groups }: Entry): Promise<void> {
    if (!(await this.find(name))) {
      if (!create) throw new RedshiftError(`user "${name}" does not exist`, { code: '42704' })
      await this.#query(`create role ${quoted(name)} login ${superuser ? 'superuser' : ''}`).catch(
        (error: unknown) => {
          // Somebody else who came by this name at the same moment was first.
          if (!(error instanceof DatabaseError && DUPLICATE.has(error.code ?? ''))) throw error
        },
      )
    }
    for (const group of groups) await this.#query(`grant ${quoted(group)} to ${quoted(name)}`)
  }

  /** Gives `name` a password. */
  async setPassword(name: string, password: KeptPassword): Promise<void> {
    await this.#query(`alter role ${quoted(name)} password '${verifierOf(password)}'`)
  }

  async #query<T extends object>(sql: string, values: readonly string[] = []): Promise<{ rows: T[] }> {
    const client = new Client({ host: this.#host, user: SUPERUSER, database: 'postgres' })
    await client.connect()
    try {
      return await client.query<T>(sql, [...values])
    } finally {
      await client.end()
    }
  }
}

/** That there is a role of this name, found out before or while it is made. */
const DUPLICATE = new Set(['42710', '23505'])

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
