import { SinkError, type Statement } from '@arbalest/core'
import { DatabaseError, type PoolClient, type QueryResult } from 'pg'
import { bindValues, type NumberedStatement } from '../../statements/syntax/bind-values.js'
import { COMMIT, OWN_TRANSACTION, ROLLBACK } from '../../statements/session.js'
import { firstWord } from '../../statements/syntax/user-statement.js'
import { LostConnectionError } from '../connection-errors.js'
import type { OpenSession, TransportOptions } from '../connections.js'
import { ServerError } from '../server-error.js'
import type { Row } from '../session.js'

/** A statement, and how it is sent if not as its values demand. */
interface SentStatement extends Statement, Partial<Pick<NumberedStatement, 'numbered'>> {
  readonly queryMode?: 'extended'
}

/** What a session needs besides its connection. */
interface WireSessionOptions extends TransportOptions {
  /** Cancels, from another session, the statement that the session of this process number is running. */
  cancel(process: number): Promise<void>
}

// More than a healthy server takes to cancel a statement.
const CANCEL_GRACE = 5_000

/** A session that is one connection by PostgreSQL's protocol. */
export class WireSession implements OpenSession {
  readonly #client: PoolClient
  readonly #options: WireSessionOptions
  #notices: string[] = []
  #sent = 0
  #ended = false
  #retired = false
  /** Whether a procedure has put another transaction in the place of the one that was open. */
  #isOther = false

  constructor(client: PoolClient, options: WireSessionOptions) {
    this.#client = client
    this.#options = options
    client.on('notice', this.#notice)
    client.on('error', this.#end)
  }

  get inTransaction(): boolean {
    return this.#isOpen && !this.#isOther
  }

  get #isOpen(): boolean {
    return this.#client.getTransactionStatus() === 'T'
  }

  get sent(): number {
    return this.#sent
  }

  get notices(): readonly string[] {
    return this.#notices
  }

  /** A statement may have 16 MB, and ours have less (https://docs.aws.amazon.com/redshift/latest/dg/c_redshift-sql.html). */
  fits(): boolean {
    return true
  }

  query(statement: Statement, doing: string): Promise<readonly Row[]> {
    return this.#query(statement, doing)
  }

  async queryOne(statement: Statement, doing: string): Promise<readonly Row[]> {
    // In the extended protocol, the server refuses a text that holds several statements.
    const send = () => this.#query({ ...statement, queryMode: 'extended' }, doing)
    if (!this.#isOpen || firstWord(statement.text) !== 'call') return send()
    // A procedure may end the transaction and begin another, which the server does not report.
    const before = await this.#ownTransaction()
    const rows = await send()
    const after = this.#isOpen ? await this.#ownTransaction() : undefined
    this.#isOther ||= Boolean(before) && Boolean(after) && before !== after
    return rows
  }

  /** The number of the open transaction, if the server shows it. */
  async #ownTransaction(): Promise<unknown> {
    const [own] = await this.#query(OWN_TRANSACTION, 'find out which transaction is open')
    return own?.['transaction']
  }

  async #query(statement: SentStatement, doing: string): Promise<readonly Row[]> {
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
      return (await this.#send(statement)).rows
    } catch (error) {
      signal.throwIfAborted()
      throw this.#thrown(error, doing)
    } finally {
      signal.removeEventListener('abort', cancel)
      clearTimeout(grace)
      // A cancellation that arrives later would hit the next statement.
      await cancelling
    }
  }

  retire(): void {
    this.#retired = true
  }

  async commit(): Promise<void> {
    this.#options.signal.throwIfAborted()
    let done: string
    try {
      done = (await this.#send(COMMIT)).command
    } catch (error) {
      throw this.#thrown(error, 'commit')
    }
    if (done !== 'COMMIT') throw notCommitted(done)
  }

  async rollback(): Promise<void> {
    if (this.#ended || this.#client.getTransactionStatus() === 'I') return
    await this.#send(ROLLBACK).catch(this.#end)
  }

  /** Closes the connection if it is retired, or if a transaction is still open on it. */
  release(): void {
    this.#client.off('notice', this.#notice)
    const isOver = this.#retired || this.#ended || this.#client.getTransactionStatus() !== 'I'
    this.#client.release(isOver)
    this.#client.off('error', this.#end)
  }

  async #send({ queryMode, ...statement }: SentStatement): Promise<QueryResult<Row>> {
    this.#notices = []
    this.#sent++
    const { text, values } = bindValues(statement)
    // The driver knows the mode, but its types do not.
    const config = { text, values: values.length === 0 ? undefined : [...values], queryMode }
    const result = await this.#client.query<Row>(config)
    // A text of several statements gives a result for each.
    return Array.isArray(result) ? (result as QueryResult<Row>[]).at(-1)! : result
  }

  #thrown(error: unknown, doing: string): ServerError | LostConnectionError {
    const { hide } = this.#options
    return error instanceof DatabaseError
      ? new ServerError(error, doing, hide)
      : new LostConnectionError(error, doing, hide)
  }

  async #cancel(): Promise<void> {
    // The driver has it, but its types do not.
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

/** A server commits a transaction or says why not; what stands between may say that it rolled back, as if that had been asked. */
function notCommitted(done: string): SinkError {
  return new SinkError(
    'CONNECTION_LOST',
    `COMMIT was answered by "${done}", and what the transaction did is lost: Redshift commits, or says why not. Connect to it directly, without a pooler in between.`,
    { retryable: true },
  )
}
