import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { Client, type QueryArrayResult } from 'pg'
import { int32 } from '../../redshift/wire/messages/message.js'
import { requests } from '../../redshift/wire/messages/requests.js'
import type { Warehouse } from '../account/warehouse.js'
import type { Target } from './target.js'

/** Longest that a session may be kept: https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
export const LONGEST_KEEP_ALIVE_SECONDS = 24 * 60 * 60

/** What pg knows of the process behind a client, though its types do not say so. */
interface Process {
  readonly processID: number
  readonly secretKey: number
}

/** One connection to the database, which one statement at a time may use. */
export class Session {
  readonly id = randomUUID()
  readonly target: Target
  readonly createdAt = new Date()
  updatedAt = this.createdAt
  /** Seconds that it stays when a statement has ended; 0 if it ends with the statement. */
  keepAlive: number
  /** The id of the statement that runs. */
  current: string | undefined
  /** When it ends unless a statement comes. */
  expiresAt: Date | undefined
  readonly #warehouse: Warehouse
  #client: Client | undefined
  readonly #limit: NodeJS.Timeout
  #timer: NodeJS.Timeout | undefined
  #connected: Promise<unknown> | undefined
  #closed = false
  /** Ends the wait for the connection, if it is still waited for. */
  #abandon: (() => void) | undefined

  constructor(target: Target, keepAlive: number, warehouse: Warehouse) {
    this.target = target
    this.keepAlive = keepAlive
    this.#warehouse = warehouse
    this.#limit = setTimeout(() => this.close(), LONGEST_KEEP_ALIVE_SECONDS * 1000).unref()
  }

  get status(): 'AVAILABLE' | 'BUSY' | 'CLOSED' {
    if (this.#closed) return 'CLOSED'
    return this.current ? 'BUSY' : 'AVAILABLE'
  }

  /** The process that PostgreSQL runs for it; undefined before it is connected. */
  get process(): number | undefined {
    return this.#process?.processID ?? undefined
  }

  get #process(): Process | undefined {
    return this.#client as unknown as Process | undefined
  }

  /** Signs in to the database, unless it has been done; throws what the database says. */
  async connect(): Promise<void> {
    await (this.#connected ??= this.#open())
  }

  async #open(): Promise<void> {
    const { host, port, authority } = this.#warehouse
    const { user, password } = await this.target.login()
    if (this.#closed) throw new Error('The session has ended')
    const client = new Client({
      host,
      port,
      user,
      password,
      database: this.target.database,
      ...(authority === undefined ? {} : { ssl: { ca: authority } }),
      application_name: 'Amazon Redshift Data API',
      // All values stay as PostgreSQL writes them.
      types: { getTypeParser: () => (value: string) => value },
    })
    client.on('error', () => this.close())
    client.on('end', () => this.close())
    this.#client = client
    // If a connection is ended while something waits for it, the driver never ends that wait.
    const abandoned = new Promise<never>((_, reject) => {
      this.#abandon = () => reject(new Error('The session has ended'))
    })
    await Promise.race([client.connect(), abandoned])
  }

  /** Runs one statement. */
  async query(text: string, values: readonly string[] = []): Promise<QueryArrayResult<(string | null)[]>> {
    if (!this.#client || this.#closed) throw new Error('The session has ended')
    // Unlike a simple query, an extended one has one statement and no more.
    const query = { text, values: [...values], rowMode: 'array' as const, queryMode: 'extended' }
    return this.#client.query<(string | null)[]>(query)
  }

  /** The number of the last COPY. */
  lastLoad(): number | undefined {
    return this.process === undefined ? undefined : this.#warehouse.lastLoad(this.process)
  }

  /** Cancels the statement that runs, as any client of the database may. */
  cancel(): void {
    if (!this.#process?.processID || this.#closed) return
    const { processID, secretKey } = this.#process
    const socket = connect(this.#warehouse.port, this.#warehouse.host)
    socket.on('error', () => socket.destroy())
    socket.end(requests.cancel(Buffer.concat([int32(processID), int32(secretKey)])))
  }

  /** Takes up the statement with this id. */
  begin(statement: string): void {
    clearTimeout(this.#timer)
    this.expiresAt = undefined
    this.current = statement
    this.updatedAt = new Date()
  }

  /** The statement has ended: stays open as long as it must be kept. */
  rest(): void {
    this.current = undefined
    this.updatedAt = new Date()
    if (this.#closed) return
    if (this.keepAlive === 0) return this.close()
    this.expiresAt = new Date(Date.now() + this.keepAlive * 1000)
    this.#timer = setTimeout(() => this.close(), this.keepAlive * 1000).unref()
  }

  /** Ends it; what it had not committed is undone. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.updatedAt = new Date()
    clearTimeout(this.#timer)
    clearTimeout(this.#limit)
    this.#client?.end().catch(() => {})
    this.#abandon?.()
  }
}
