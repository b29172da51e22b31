import { DatabaseError, Pool, type ClientBase, type PoolClient } from 'pg'
import type { ConnectionOptions } from '../../connection/connection-options.js'
import type { Login } from '../../sign-in/login.js'
import type { SignIn } from '../../sign-in/sign-in.js'
import { cancel, sessionSettings } from '../../statements/session.js'
import { ConnectError, isTurnedAway } from '../connection-errors.js'
import type { OpenSession, Transport, TransportOptions } from '../connections.js'
import { ServerError } from '../server-error.js'
import { clientConfig } from './client-config.js'
import { awaken } from './wake-up.js'
import { WireClient } from './wire-client.js'
import { WireSession } from './wire-session.js'

// A transaction that waits for another's lock holds its connection. If the pool were full,
// others would fail instead of waiting.
const MOST_CONNECTIONS = 100
const IDLE_TIMEOUT = 10_000
// A warehouse that wakes up may answer a later attempt, and not the one that woke it.
const ATTEMPTS = 4
// More than a healthy server takes to cancel a statement.
const CANCEL_TIMEOUT = 5_000

/** What a wire needs besides what every transport does. */
interface WireOptions extends TransportOptions {
  /** The sink, as its `url` says. */
  readonly url: string
  readonly signIn: SignIn
  /** How the server knows us, in its views of sessions. */
  readonly applicationName: string
  /** Reports something odd that does not end the run. */
  notice(message: string): void
}

/** Connections that signed in with one login. */
interface Lot {
  readonly login: Login
  readonly pool: Pool
}

/** Connections by PostgreSQL's protocol, kept for a few seconds after their use. */
export class WireTransport implements Transport {
  readonly #connection: ConnectionOptions
  readonly #options: WireOptions
  readonly #ending: Promise<void>[] = []
  #lot: Lot | undefined

  constructor(connection: ConnectionOptions, options: WireOptions) {
    this.#connection = connection
    this.#options = options
  }

  async open(): Promise<OpenSession> {
    const { url, signal, notice } = this.#options
    const { connectTimeout } = this.#connection
    const client = await awaken(() => this.#connect(), {
      timeout: connectTimeout,
      signal,
      notice: ({ message }) =>
        notice(
          `${url} takes no connection yet (${message}), as while a serverless workgroup wakes up; it is tried for ${connectTimeout / 1_000} s.`,
        ),
    })
    return new WireSession(client, { ...this.#options, cancel: (process) => this.#cancel(process) })
  }

  get expires(): Date | undefined {
    return this.#lot?.login.expires
  }

  async close(): Promise<void> {
    this.#retire()
    await Promise.all(this.#ending)
  }

  /** Connects with the login that there is, and, if the server refuses that, with one fetched anew. */
  async #connect(): Promise<PoolClient> {
    const known = this.#lot?.login
    const login = await this.#options.signIn.login()
    try {
      return await this.#lend(login)
    } catch (error) {
      if (!isTurnedAway(error)) throw error
      this.#options.signIn.forget(login)
      if (login !== known || this.#connection.signIn.kind === 'password') throw error
      return this.#lend(await this.#options.signIn.login())
    }
  }

  async #lend(login: Login): Promise<PoolClient> {
    const { signal } = this.#options
    signal.throwIfAborted()
    const connecting = this.#poolOf(login).connect()
    let abandon = () => {}
    const aborted = new Promise<never>((_, reject) => {
      abandon = () => reject(signal.reason as Error)
      signal.addEventListener('abort', abandon, { once: true })
    })
    try {
      return await Promise.race([connecting, aborted])
    } catch (error) {
      if (signal.aborted) connecting.then((client) => client.release()).catch(() => {})
      signal.throwIfAborted()
      throw new ConnectError(error instanceof DatabaseError ? new ServerError(error, 'connect') : error)
    } finally {
      signal.removeEventListener('abort', abandon)
    }
  }

  #poolOf(login: Login): Pool {
    if (this.#lot?.login === login) return this.#lot.pool
    this.#retire()
    const pool = new Pool({
      ...this.#configOf(login),
      Client: WireClient,
      max: MOST_CONNECTIONS,
      idleTimeoutMillis: IDLE_TIMEOUT,
      onConnect: (client) => this.#prepare(client),
    })
    // An idle connection failed: the pool has already dropped it.
    pool.on('error', () => {})
    this.#lot = { login, pool }
    return pool
  }

  /** Ends the connections of the last login; one that is lent, after it is given back. */
  #retire(): void {
    if (this.#lot) this.#ending.push(this.#lot.pool.end())
    this.#lot = undefined
  }

  async #prepare(client: ClientBase): Promise<void> {
    for (const { text } of sessionSettings(this.#connection)) {
      // The driver knows the limit, but its types do not.
      const config = { text, query_timeout: this.#attemptTimeout }
      await client.query(config)
    }
  }

  async #cancel(process: number): Promise<void> {
    const timeout = Math.min(this.#attemptTimeout, CANCEL_TIMEOUT)
    const config = { ...this.#configOf(await this.#options.signIn.login()), connectionTimeoutMillis: timeout }
    const client = new WireClient({ ...config, query_timeout: timeout })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query(cancel(process).text)
    } finally {
      // A server that does not answer does not hang up either.
      client.connection.stream.destroy()
    }
  }

  #configOf(login: Login) {
    return clientConfig(login, {
      tls: this.#connection.tls,
      applicationName: this.#options.applicationName,
      timeout: this.#attemptTimeout,
    })
  }

  get #attemptTimeout(): number {
    return Math.ceil(this.#connection.connectTimeout / ATTEMPTS)
  }
}
