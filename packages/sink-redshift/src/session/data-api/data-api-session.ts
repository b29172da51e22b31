import { SinkError, type Statement } from '@arbalest/core/plugin'
import { writeValues } from '../../statements/syntax/bind-values.js'
import { BEGIN, COMMIT, OWN_TRANSACTION, ROLLBACK } from '../../statements/session.js'
import { firstWord } from '../../statements/syntax/user-statement.js'
import { LostConnectionError } from '../connection-errors.js'
import type { OpenSession, TransportOptions } from '../connections.js'
import type { Row } from '../session.js'
import type { ApiSession } from './api-session.js'
import { ClosedSessionError } from './data-api.js'

/** Bytes that a statement may have: 100 KB (https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html). */
const LONGEST_STATEMENT = 100 * 1024
/** Bytes that those have which are cut to size. */
const LONGEST_PIECE = 90_000

// More than a healthy server takes to cancel a statement, and to roll back.
const CANCEL_GRACE = 5_000
const ROLLBACK_PATIENCE = 10_000

const NEVER = new AbortController().signal

/** What a session needs. */
interface DataApiSessionOptions extends TransportOptions {
  /** Returns a session of the API that is not in use; a new one if `fresh`. */
  take(fresh: boolean): ApiSession
  /** Takes back a session of the API in which no transaction is open. */
  giveBack(session: ApiSession): void
}

/** A session whose statements are sent by the Data API, which carries no notices. */
export class DataApiSession implements OpenSession {
  readonly notices = undefined
  readonly #options: DataApiSessionOptions
  #session: ApiSession
  #state: 'idle' | 'in transaction' | 'failed' = 'idle'
  #sent = 0
  /** Whether it is not known what became of a statement. */
  #isLost = false
  #isRetired = false

  constructor(options: DataApiSessionOptions) {
    this.#options = options
    this.#session = options.take(false)
  }

  get inTransaction(): boolean {
    return this.#state === 'in transaction'
  }

  get sent(): number {
    return this.#sent
  }

  fits(statement: Statement): boolean {
    return sizeOf(statement) <= LONGEST_PIECE
  }

  async query(statement: Statement, doing: string): Promise<readonly Row[]> {
    const { signal } = this.#options
    signal.throwIfAborted()
    const grace = graceOf(signal)
    try {
      const rows = await this.#run(statement, doing, { signal: grace.signal, abort: signal })
      if (statement === BEGIN) this.#state = 'in transaction'
      return rows
    } catch (error) {
      if (this.#state === 'in transaction') this.#state = 'failed'
      signal.throwIfAborted()
      throw this.#thrown(error, doing)
    } finally {
      grace.end()
    }
  }

  /** The API refuses a text that holds several. */
  async queryOne(statement: Statement, doing: string): Promise<readonly Row[]> {
    const mayEnd = this.inTransaction && firstWord(statement.text) === 'call'
    if (!mayEnd) return this.query(statement, doing)
    // A procedure may end the transaction, which the API does not report.
    const before = await this.#ownTransaction()
    const rows = await this.query(statement, doing)
    if ((await this.#ownTransaction()) !== before) this.#state = 'idle'
    return rows
  }

  retire(): void {
    this.#isRetired = true
  }

  async commit(): Promise<void> {
    this.#options.signal.throwIfAborted()
    try {
      await this.#run(COMMIT, 'commit', { signal: NEVER })
    } catch (error) {
      throw this.#thrown(error, 'commit')
    } finally {
      this.#state = 'idle'
    }
  }

  /** Even if it is not known what became of a statement: the session may still be there, and hold its locks. */
  async rollback(): Promise<void> {
    if (this.#state === 'idle' && !this.#isLost) return
    const signal = AbortSignal.timeout(ROLLBACK_PATIENCE)
    try {
      await this.#session.cancel(signal)
      await this.#run(ROLLBACK, 'roll back', { signal })
      this.#state = 'idle'
    } catch {
      this.#isLost = true
    }
  }

  /** Leaves the session to its end if it is retired, or if a transaction may still be open in it. */
  release(): void {
    const mayServe = this.#state === 'idle' && this.#session.isFree && !this.#isRetired
    if (mayServe) this.#options.giveBack(this.#session)
  }

  async #ownTransaction(): Promise<unknown> {
    const [own] = await this.query(OWN_TRANSACTION, 'find out which transaction is open')
    return own?.['transaction']
  }

  async #run(...[statement, doing, patience]: Parameters<ApiSession['run']>): Promise<readonly Row[]> {
    checkSize(statement, doing)
    const isFirst = this.#sent++ === 0
    try {
      return await this.#session.run(statement, doing, patience)
    } catch (error) {
      // AWS closes sessions early in normal operation. Nothing was in this one yet.
      if (!isFirst || !(error instanceof ClosedSessionError)) throw error
      this.#session = this.#options.take(true)
      return this.#session.run(statement, doing, patience)
    }
  }

  /** What AWS did not answer within the session may have been done, as if a connection had been lost. */
  #thrown(error: unknown, doing: string): unknown {
    const isRefused = error instanceof SinkError && !error.retryable
    const wasReached = this.#sent > 1
    if (error instanceof ClosedSessionError || (error instanceof SinkError && !isRefused && wasReached)) {
      this.#isLost = true
      return new LostConnectionError(error, doing, this.#options.hide)
    }
    return error
  }
}

function checkSize(statement: Statement, doing: string): void {
  const size = sizeOf(statement)
  if (size <= LONGEST_STATEMENT) return
  throw new SinkError(
    'SQL_FAILED',
    `Could not ${doing}: the statement has ${size} bytes, and the Data API allows ${LONGEST_STATEMENT} (100 KB); make it shorter, or connect via: wire.`,
  )
}

function sizeOf(statement: Statement): number {
  return Buffer.byteLength(writeValues(statement))
}

/** A signal that is aborted a while after `signal`, unless what it is for has ended before. */
function graceOf(signal: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const begin = () => {
    timer = setTimeout(() => controller.abort(signal.reason), CANCEL_GRACE)
  }
  signal.addEventListener('abort', begin, { once: true })
  return {
    signal: controller.signal,
    end() {
      signal.removeEventListener('abort', begin)
      clearTimeout(timer)
    },
  }
}
