import type { Statement } from '@arbalest/core'
import type { PoolClient } from 'pg'
import { translateStatementError } from './error-translation.js'
import { COMMIT, ROLLBACK } from '../statements/session.js'

/** A row as the driver gives it. */
export type Row = Readonly<Record<string, unknown>>

/** What a session needs to know of where it belongs. */
export interface SessionOptions {
  /** The sink, as its `url` says. */
  readonly url: string
  /** Aborted when the run is to end. */
  readonly signal: AbortSignal
  /** Takes secrets out of what the server said. */
  hide(text: string): string
  /** Cancels, from another session, what the session of this process number is running. */
  cancel(process: number): Promise<void>
}

// As long as a server that is well takes to give up a statement, and then some.
const CANCEL_GRACE = 5_000

/** One connection to Redshift, lent for a while: the one place where statements are sent. */
export class Session {
  readonly #client: PoolClient
  readonly #options: SessionOptions
  #notices: string[] = []
  #ended = false

  constructor(client: PoolClient, options: SessionOptions) {
    this.#client = client
    this.#options = options
    client.on('notice', this.#notice)
    client.on('error', this.#end)
  }

  /** Whether a transaction has begun, and neither failed nor ended. */
  get inTransaction(): boolean {
    return this.#client.getTransactionStatus() === 'T'
  }

  /** What the server remarked on the last statement. */
  get notices(): readonly string[] {
    return this.#notices
  }

  /**
   * Sends one statement and answers its rows. Where the run is aborted meanwhile, the
   * statement is cancelled and the signal's reason thrown; what else goes wrong is an
   * error of Arbalest's, which says that one could not do what `doing` says.
   */
  async query(statement: Statement, doing: string): Promise<readonly Row[]> {
    const { signal } = this.#options
    signal.throwIfAborted()
    let cancelling: Promise<void> | undefined
    let grace: NodeJS.Timeout | undefined
    const cancel = () => {
      cancelling = this.#cancel()
      grace = setTimeout(this.#end, CANCEL_GRACE)
    }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await this.#send(statement)
    } catch (error) {
      signal.throwIfAborted()
      throw translateStatementError(error, { ...this.#options, doing })
    } finally {
      signal.removeEventListener('abort', cancel)
      clearTimeout(grace)
      // A cancellation still on its way would hit the next statement.
      await cancelling
    }
  }

  /** Commits. Once begun, it is not cancelled: only the marks could tell what became of it. */
  async commit(): Promise<void> {
    this.#options.signal.throwIfAborted()
    try {
      await this.#send(COMMIT)
    } catch (error) {
      throw translateStatementError(error, { ...this.#options, doing: 'commit' })
    }
  }

  /** Rolls back, if there is anything to roll back, and a connection to do it on. */
  async rollback(): Promise<void> {
    if (this.#ended || this.#client.getTransactionStatus() === 'I') return
    await this.#send(ROLLBACK).catch(this.#end)
  }

  /** Gives the connection back; one that is in doubt is closed instead. */
  release(): void {
    this.#client.off('notice', this.#notice)
    const inDoubt = this.#ended || this.#client.getTransactionStatus() !== 'I'
    this.#client.release(inDoubt)
    this.#client.off('error', this.#end)
  }

  async #send({ text, values }: Statement): Promise<readonly Row[]> {
    this.#notices = []
    const result = await this.#client.query<Row>({ text, values: values && [...values] })
    // A text of several statements has a result for each.
    return Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows
  }

  async #cancel(): Promise<void> {
    // The driver keeps it, and its types leave it out.
    const { processID } = this.#client as { readonly processID?: number }
    try {
      await this.#options.cancel(processID ?? 0)
    } catch {
      this.#end()
    }
  }

  readonly #notice = ({ message }: { readonly message?: string | undefined }) => {
    if (message !== undefined) this.#notices.push(message)
  }

  readonly #end = () => {
    this.#ended = true
    this.#client.connection.stream.destroy()
  }
}
