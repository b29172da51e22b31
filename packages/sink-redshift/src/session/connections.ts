import { Client, Pool, type ClientConfig, type PoolClient } from 'pg'
import type { ConnectionOptions, TlsMode } from '../options/connection-options.js'
import { ConnectError } from './connection-errors.js'
import { Session } from './session.js'
import { cancel } from '../statements/session.js'

// A transaction that waits for another's lock holds its connection. If the pool were full,
// others would fail instead of waiting.
const MOST_CONNECTIONS = 100
const CONNECT_TIMEOUT = 15_000
const IDLE_TIMEOUT = 10_000
// Firewalls drop connections that are silent for a long time, as during a COPY:
// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html
const KEEP_ALIVE_DELAY = 60_000

/** What {@link Connections} need besides the cluster's address. */
interface ConnectionsOptions {
  /** The sink, as its `url` says. */
  readonly url: string
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Takes secrets out of what the server said. */
  hide(text: string): string
}

/** Lends a session for the time of `work`. */
export type WithSession = <T>(work: (session: Session) => Promise<T>) => Promise<T>

/** The connections to one cluster: opened on first use, kept for a few seconds, closed at the end. */
export class Connections {
  readonly #config: ClientConfig
  readonly #options: ConnectionsOptions
  readonly #pool: Pool
  readonly #uses = new Set<Promise<unknown>>()
  #closed: Promise<void> | undefined

  constructor(connection: ConnectionOptions, options: ConnectionsOptions) {
    this.#config = configOf(connection)
    this.#options = options
    this.#pool = new Pool({
      ...this.#config,
      max: MOST_CONNECTIONS,
      idleTimeoutMillis: IDLE_TIMEOUT,
    })
    // An idle connection failed: the pool has already dropped it.
    this.#pool.on('error', () => {})
  }

  /** Lends a session for the time of `work`. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error(`The sink ${this.#options.url} has been closed.`)
    const use = this.#lend(work)
    this.#uses.add(use)
    try {
      return await use
    } finally {
      this.#uses.delete(use)
    }
  }

  /** Closes all connections; one that is lent, after it is given back. */
  close(): Promise<void> {
    return (this.#closed ??= this.#end())
  }

  async #end(): Promise<void> {
    // A pool that has ended never serves who still waits for a connection.
    await Promise.allSettled(this.#uses)
    await this.#pool.end()
  }

  async #lend<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    const session = new Session(client, { ...this.#options, cancel: (process) => this.#cancel(process) })
    try {
      return await work(session)
    } finally {
      session.release()
    }
  }

  async #connect(): Promise<PoolClient> {
    const { signal } = this.#options
    signal.throwIfAborted()
    const connecting = this.#pool.connect()
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
      throw new ConnectError(error)
    } finally {
      signal.removeEventListener('abort', abandon)
    }
  }

  async #cancel(process: number): Promise<void> {
    const client = new Client(this.#config)
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query(cancel(process).text)
    } finally {
      await client.end()
    }
  }
}

function configOf({ host, port, database, user, password, tls }: ConnectionOptions): ClientConfig {
  return {
    host,
    port,
    database,
    user,
    password: password.reveal(),
    ssl: tlsOf(tls),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
  }
}

function tlsOf(mode: TlsMode): ClientConfig['ssl'] {
  if (mode === 'disable') return false
  return {
    rejectUnauthorized: mode !== 'require',
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  }
}
