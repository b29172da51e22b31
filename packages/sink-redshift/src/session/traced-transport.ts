import type { Statement } from '@arbalest/core'
import type { OpenSession, Transport } from './connections.js'
import type { Row } from './session.js'

/** Is given the text of a statement that has ended, and how many milliseconds it took. */
type Trace = (text: string, milliseconds: number) => void

/** Returns `transport`, of whose sessions `trace` is given each statement. Values that are bound to a statement are no part of its text. */
export function tracedTransport(transport: Transport, trace: Trace): Transport {
  return {
    open: async () => new TracedSession(await transport.open(), trace),
    get expires() {
      return transport.expires
    },
    close: () => transport.close(),
  }
}

class TracedSession implements OpenSession {
  readonly #session: OpenSession
  readonly #trace: Trace

  constructor(session: OpenSession, trace: Trace) {
    this.#session = session
    this.#trace = trace
  }

  get inTransaction(): boolean {
    return this.#session.inTransaction
  }

  get sent(): number {
    return this.#session.sent
  }

  get notices(): readonly string[] | undefined {
    return this.#session.notices
  }

  fits(statement: Statement): boolean {
    return this.#session.fits(statement)
  }

  query(statement: Statement, doing: string): Promise<readonly Row[]> {
    return this.#timed(statement.text, () => this.#session.query(statement, doing))
  }

  queryOne(statement: Statement, doing: string): Promise<readonly Row[]> {
    return this.#timed(statement.text, () => this.#session.queryOne(statement, doing))
  }

  retire(): void {
    this.#session.retire()
  }

  commit(): Promise<void> {
    return this.#timed('commit', () => this.#session.commit())
  }

  rollback(): Promise<void> {
    return this.#timed('rollback', () => this.#session.rollback())
  }

  release(): void {
    this.#session.release()
  }

  async #timed<T>(text: string, work: () => Promise<T>): Promise<T> {
    const [begun, sent] = [performance.now(), this.sent]
    try {
      return await work()
    } finally {
      if (this.sent > sent) this.#trace(text, performance.now() - begun)
    }
  }
}
