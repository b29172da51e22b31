import { Client, Pool, type ClientConfig, type PoolClient } from 'pg'
import type { ConnectionOptions, TlsMode } from '../../options/connection-options.js'
import { cancel } from '../../statements/session.js'
import { ConnectError } from '../connection-errors.js'
import type { OpenSession, Transport, TransportOptions } from '../connections.js'
import { WireSession } from './wire-session.js'

// A transaction that waits for another's lock holds its connection. If the pool were full,
// others would fail instead of waiting.
const MOST_CONNECTIONS = 100
const CONNECT_TIMEOUT = 15_000
const IDLE_TIMEOUT = 10_000
// Firewalls drop connections that are silent for a long time, as during a COPY:
// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html
const KEEP_ALIVE_DELAY = 60_000

/** Connections by PostgreSQL's protocol, kept for a few seconds after their use. */
export class WireTransport implements Transport {
  readonly #config: ClientConfig
  readonly #options: TransportOptions
  readonly #pool: Pool

  constructor(connection: ConnectionOptions, options: TransportOptions) {
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

  async open(): Promise<OpenSession> {
    const client = await this.#connect()
    return new WireSession(client, { ...this.#options, cancel: (process) => this.#cancel(process) })
  }

  close(): Promise<void> {
    return this.#pool.end()
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
