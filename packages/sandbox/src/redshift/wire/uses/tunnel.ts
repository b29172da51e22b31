import type { Duplex } from 'node:stream'
import { type Frame, FrameReader } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import { requests } from '../messages/requests.js'
import type { UsingSession } from './using-session.js'

/** Where a client is, and how it is written to. */
interface ClientSide {
  readonly client: Duplex
  readonly outbox: Outbox
}

/** Passes on what a client sends to a session of another database, and what that answers. */
export class Tunnel {
  readonly database: string
  readonly session: UsingSession
  /** Resolves once the session can be used, or has ended. */
  readonly begun: Promise<void>
  readonly #near: Duplex
  /** How many answers that end with ReadyForQuery are still to come; the first is that of the session itself. */
  #awaited = 1
  /** Whether an answer is not for the client, such as the greeting. */
  #silent = true
  #wake = (): void => {}
  /** Whether its session has ended for another reason than its client's going. */
  #left = false

  constructor(near: Duplex, { client, outbox }: ClientSide, database: string, session: UsingSession) {
    this.database = database
    this.session = session
    this.#near = near
    const reader = new FrameReader({ typed: true })
    near.on('data', (chunk: Buffer) => {
      for (const { type, bytes } of reader.push(chunk)) {
        if (!this.#silent || type === 'E') outbox.push(bytes)
        if (type !== 'Z') continue
        this.#silent = false
        if (--this.#awaited === 0) this.#wake()
      }
      if (!outbox.flush()) near.pause()
    })
    client.on('drain', () => near.resume())
    near.once('close', () => {
      this.#wake()
      if (!this.#left) client.end()
    })
    this.begun = this.#rest()
    void session.serve().catch(() => near.destroy())
  }

  /** Passes `frame` on; resolves once what it ends, if it is a Sync or a query, has been answered. */
  async send(frame: Frame): Promise<void> {
    this.#near.write(frame.bytes)
    if (frame.type !== 'Q' && frame.type !== 'S') return
    this.#awaited++
    await this.#rest()
  }

  /** Begins a block. */
  begin(): Promise<void> {
    this.#silent = true
    return this.send({ type: 'Q', bytes: requests.query('begin') })
  }

  /** Ends the session, but not the client's connection. */
  leave(): void {
    this.#left = true
    this.close()
  }

  close(): void {
    this.#near.destroy()
  }

  #rest(): Promise<void> {
    if (this.#near.destroyed || this.#awaited === 0) return Promise.resolve()
    return new Promise((resolve) => (this.#wake = resolve))
  }
}
