import type { Session } from './session.js'

/** A session that must be given back. */
export interface OpenSession extends Session {
  /** Gives the session back. If a transaction is still open in it, ends it. */
  release(): void
}

/** A way to reach a cluster. */
export interface Transport {
  /** Opens a session, or returns one that is open and not in use. Throws `ConnectError` if it cannot, and the signal's reason if the run is aborted. */
  open(): Promise<OpenSession>
  /** When the login of its sessions ends; undefined if it does not by itself, or nobody has signed in. */
  readonly expires: Date | undefined
  /** Closes what is open. No session is in use then. */
  close(): Promise<void>
}

/** What a {@link Transport} needs besides the cluster's address. */
export interface TransportOptions {
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Takes secrets out of what the server said. */
  hide(text: string): string
}

/** The connections to one cluster: opened on first use, closed at the end. */
export class Connections {
  readonly #url: string
  readonly #transport: Transport
  readonly #uses = new Set<Promise<unknown>>()
  #closed: Promise<void> | undefined

  /** `url` is the sink, as messages name it. */
  constructor(url: string, transport: Transport) {
    this.#url = url
    this.#transport = transport
  }

  /** When the login of the sessions ends; undefined if it does not by itself, or nobody has signed in. */
  get expires(): Date | undefined {
    return this.#transport.expires
  }

  /** Lends a session for the time of `work`, which may be part of what is under way while the rest is closed. */
  use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#track(this.#uses.size > 0, () => this.#lend(work))
  }

  /** Does `work`, which uses several sessions: all of them are lent, also if it is closed meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return this.#track(false, work)
  }

  async #track<T>(isPart: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#closed && !isPart) throw new Error(`The sink ${this.#url} has been closed.`)
    const use = work()
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
    // A transport that has closed never serves who still waits for a connection.
    await Promise.allSettled(this.#uses)
    await this.#transport.close()
  }

  async #lend<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.#transport.open()
    try {
      return await work(session)
    } finally {
      session.release()
    }
  }
}
