import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { RedshiftError } from '../../redshift-error.js'
import type { LongNames } from '../../sql/writing/long-names.js'
import type { Row } from '../../statements/context/context.js'
import { FrameReader } from '../messages/frame.js'
import type { Frame } from '../messages/frame.js'
import { dataRow } from '../messages/read-frame.js'
import type { TransactionStatus } from '../messages/replies.js'
import { requests } from '../messages/requests.js'
import type { BackendEvents } from './backend-events.js'
import { Exchanges } from './exchanges.js'
import { postgresError } from './postgres-error.js'
import { writeAll } from './write-all.js'

/** The name of the prepared statement, and of the portal, by which a pipeline runs what is not the client's. */
const OWN = 'arbalest'

/** One connection to PostgreSQL; every request's answer goes to who made it, in order. */
export class Backend {
  /** Whether messages of the extended protocol were sent since the last Sync: they share a transaction. */
  pipelining = false
  readonly names: LongNames
  readonly #socket: Socket
  readonly #exchanges = new Exchanges()

  /** Connects to the socket at `path`. */
  constructor(path: string, names: LongNames, events: BackendEvents) {
    this.names = names
    this.#socket = connect({ path })
    const reader = new FrameReader({ typed: true })
    this.#socket.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) {
        if (!events.intercepts(frame) && !this.#exchanges.receive(frame)) events.unasked(frame)
        if (frame.type === 'Z' && this.#isAtRest) events.atRest()
      }
      if (!events.received()) this.#socket.pause()
    })
    this.#socket.on('error', () => this.#socket.destroy())
    this.#socket.once('close', () => {
      const { answered } = this.#exchanges
      this.#exchanges.end()
      events.closed(answered)
    })
  }

  /** Where the transaction stands, as of the last statement that was answered. */
  get status(): TransactionStatus {
    return this.#exchanges.status
  }

  /** Whether PostgreSQL ignores all messages until the next Sync, because one failed. */
  get skipping(): boolean {
    return this.#exchanges.skipping
  }

  /** How many transactions have ended: the number changes with each, by one or more. */
  get transactionsEnded(): number {
    return this.#exchanges.transactionsEnded
  }

  /** Whether the connection is gone. */
  get lost(): boolean {
    return this.#socket.destroyed
  }

  get #isAtRest(): boolean {
    return this.status === 'I' && !this.pipelining && this.#exchanges.answered
  }

  /** Holds back what PostgreSQL sends. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.destroy()
  }

  /** Sends bytes that no answer is due to, and waits while PostgreSQL is slower than we are. */
  async send(...bytes: readonly Buffer[]): Promise<void> {
    if (!this.lost) await writeAll(this.#socket, bytes)
  }

  /** Sends a message of the extended protocol, whose answer ends with a frame of one of the types `last`. */
  async request(bytes: Buffer, last: string, receive: (frame: Frame) => void): Promise<void> {
    this.pipelining = true
    // PostgreSQL would not answer it.
    if (this.#ignoring) return
    this.#exchanges.push({ last, receive })
    await this.send(bytes)
  }

  /** As {@link request}; waits for the end of the answer. */
  async ask(bytes: Buffer, last: string, receive: (frame: Frame) => void): Promise<void> {
    this.pipelining = true
    if (!this.#ignoring) await this.#answer(Buffer.concat([bytes, requests.flush()]), last, receive)
  }

  /** Ends a pipeline. */
  async sync(receive: (frame: Frame) => void): Promise<void> {
    this.pipelining = false
    this.#exchanges.push({ last: 'Z', receive })
    await this.send(requests.sync())
  }

  /** Opens the connection. */
  async greet(parameters: Readonly<Record<string, string>>, receive: (frame: Frame) => void): Promise<void> {
    this.#exchanges.push({ last: 'Z', receive })
    await this.send(requests.startup(parameters))
  }

  /**
   * Runs `sql`, and waits for the end of the answer. Within a pipeline, `sql` runs in its transaction, which
   * the client's Sync ends; a query message would end it early.
   */
  async run(sql: string, receive: (frame: Frame) => void): Promise<void> {
    if (!this.pipelining) await this.#answer(requests.query(sql), 'Z', receive)
    else if (this.#ignoring) throw aborted()
    else await this.#answer(requests.run(OWN, sql), 'CIs', receive)
    if (this.lost) throw new Error('The connection to PostgreSQL is lost')
  }

  /**
   * Ends a pipeline but keeps its transaction open as a block, for a query message that comes before a Sync;
   * returns whether that block must be ended after the query.
   */
  async adopt(): Promise<boolean> {
    if (!this.pipelining) return false
    const begins = this.status === 'I'
    if (begins) await this.run('begin', () => {})
    this.pipelining = false
    await this.#answer(requests.sync(), 'Z', () => {})
    return begins
  }

  /** The row description of `sql`, if it brings rows. Throws a RedshiftError if it cannot be described. */
  async describe(sql: string): Promise<Frame | undefined> {
    let description: Frame | undefined
    let failure: Error | undefined
    await this.#answer(requests.describe(OWN, sql), 'Z', (frame) => {
      if (frame.type === 'T') description = frame
      if (frame.type === 'E') failure = this.errorIn(frame)
    })
    if (failure) throw failure
    return description
  }

  /** The rows of `sql`; throws a RedshiftError if it fails. */
  async query(sql: string): Promise<Row[]> {
    const rows: Row[] = []
    let failure: Error | undefined
    await this.run(sql, (frame) => {
      if (frame.type === 'D') rows.push(dataRow(frame))
      if (frame.type === 'E') failure = this.errorIn(frame)
    })
    if (failure) throw failure
    if (this.#ignoring) throw aborted()
    return rows
  }

  /** The error that PostgreSQL reports in `frame`, in Redshift's words and with the names that clients know. */
  errorIn(frame: Frame): RedshiftError {
    return postgresError(frame, this.names)
  }

  /** Waits until every request has been answered. */
  async quiet(): Promise<void> {
    if (this.lost) return
    // Without a Sync after it, PostgreSQL would keep its answers to itself.
    await this.#exchanges.quiet(() => this.#socket.write(requests.flush()))
  }

  /** Whether PostgreSQL would ignore a message that is sent now. */
  get #ignoring(): boolean {
    return this.skipping && !this.#exchanges.endsSkipping
  }

  async #answer(bytes: Buffer, last: string, receive: (frame: Frame) => void): Promise<void> {
    if (this.lost) return
    await new Promise<void>((answered) => {
      this.#exchanges.push({ last, receive, answered })
      this.#socket.write(bytes)
    })
  }
}

function aborted(): RedshiftError {
  const message = 'current transaction is aborted, commands ignored until end of transaction block'
  return new RedshiftError(message, { code: '25P02' })
}
