import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { RedshiftError } from '../redshift-error.js'
import { body, FrameReader } from './frame.js'
import type { Frame } from './frame.js'
import type { LongNames } from '../sql/long-names.js'
import type { Row } from '../statements/context.js'
import { dataRow } from './read-frame.js'
import type { TransactionStatus } from './replies.js'
import { requests } from './requests.js'
import { postgresError } from './postgres-error.js'

/** A request that awaits its answer. */
interface Exchange {
  /** The types of frame that end it, besides an error. */
  readonly last: string
  readonly receive: (frame: Frame) => void
  readonly answered?: () => void
}

/** What a session does with what its PostgreSQL sends unasked, and between the pieces of an answer. */
export interface BackendEvents {
  unasked(frame: Frame): void
  /** A piece has been received; false holds the rest back until `resume()`. */
  received(): boolean
  closed(): void
}

/** One connection to PostgreSQL; every request's answer goes to who made it, in order. */
export class Backend {
  /** As of the last statement. */
  status: TransactionStatus = 'I'
  /** Whether PostgreSQL ignores all messages until the next Sync, because one failed. */
  skipping = false
  readonly names: LongNames
  readonly #socket: Socket
  readonly #events: BackendEvents
  readonly #exchanges: Exchange[] = []

  /** Connects to the socket at `path`. */
  constructor(path: string, names: LongNames, events: BackendEvents) {
    this.names = names
    this.#events = events
    this.#socket = connect({ path })
    const reader = new FrameReader({ typed: true })
    this.#socket.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) this.#receive(frame)
      if (!events.received()) this.#socket.pause()
    })
    this.#socket.on('error', () => this.#socket.destroy())
    this.#socket.once('close', () => {
      for (const exchange of this.#exchanges.splice(0)) exchange.answered?.()
      events.closed()
    })
  }

  /** Whether the connection is gone. */
  get lost(): boolean {
    return this.#socket.destroyed
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
    if (this.lost) return
    this.#socket.cork()
    const free = bytes.map((piece) => this.#socket.write(piece))
    this.#socket.uncork()
    if (free.includes(false)) await this.#drained()
  }

  /** Sends a request whose answer ends with a frame of one of the types `last`. */
  async request(bytes: Buffer, last: string, receive: (frame: Frame) => void): Promise<void> {
    // PostgreSQL would not answer it.
    if (this.skipping && last !== 'Z') return
    this.#exchanges.push({ last, receive })
    await this.send(bytes)
  }

  /** Runs `sql`, and waits for the end of the answer. */
  async run(sql: string, receive: (frame: Frame) => void): Promise<void> {
    await this.#answer(requests.query(sql), 'Z', receive)
    if (this.lost) throw new Error('The connection to PostgreSQL is lost')
  }

  /** The rows of `sql`; throws a RedshiftError where it fails. */
  async query(sql: string): Promise<Row[]> {
    const rows: Row[] = []
    let failure: Error | undefined
    await this.run(sql, (frame) => {
      if (frame.type === 'D') rows.push(dataRow(frame))
      if (frame.type === 'E') failure = this.errorIn(frame)
    })
    if (failure) throw failure
    return rows
  }

  /** The error that PostgreSQL reports in `frame`, in Redshift's words and with the names that clients know. */
  errorIn(frame: Frame): RedshiftError {
    return postgresError(frame, this.names)
  }

  /** Waits until every request has been answered. */
  async quiet(): Promise<void> {
    const last = this.#exchanges.at(-1)
    if (!last || this.lost) return
    await new Promise<void>((answered) => {
      this.#exchanges[this.#exchanges.length - 1] = { ...last, answered }
      // Without a Sync behind it, PostgreSQL would keep its answers to itself.
      if (last.last !== 'Z') this.#socket.write(requests.flush())
    })
  }

  async #answer(bytes: Buffer, last: string, receive: (frame: Frame) => void): Promise<void> {
    if (this.lost) return
    await new Promise<void>((answered) => {
      this.#exchanges.push({ last, receive, answered })
      this.#socket.write(bytes)
    })
  }

  async #drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#socket.off('drain', done).off('close', done)
        resolve()
      }
      this.#socket.on('drain', done).on('close', done)
    })
  }

  #receive(frame: Frame): void {
    const current = this.#exchanges[0]
    if (!current) return this.#events.unasked(frame)
    current.receive(frame)
    if (frame.type === 'Z') {
      this.status = String.fromCharCode(body(frame)[0] ?? 0) as TransactionStatus
      this.skipping = false
    }
    if (current.last.includes(frame.type)) this.#finish(1)
    else if (frame.type === 'E' && current.last !== 'Z') {
      this.skipping = true
      const sync = this.#exchanges.findIndex((exchange) => exchange.last === 'Z')
      this.#finish(sync < 0 ? this.#exchanges.length : sync)
    }
  }

  #finish(count: number): void {
    for (const exchange of this.#exchanges.splice(0, count)) exchange.answered?.()
  }
}
