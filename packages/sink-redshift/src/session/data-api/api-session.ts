import { randomUUID } from 'node:crypto'
import type { Statement } from '@arbalest/core'
import { writeValues } from '../../statements/syntax/bind-values.js'
import { ConnectError } from '../connection-errors.js'
import { ServerError } from '../server-error.js'
import type { Row } from '../session.js'
import type { ApiTarget } from './api-target.js'
import type { DataApi, Outcome } from './data-api.js'
import { statementFailure } from './statement-failure.js'

// https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html
const LONGEST_NAME = 500

/** How a session is opened. */
export interface ApiSessionOptions {
  readonly target: ApiTarget
  /** Seconds that it stays, with its transaction and locks, while no statement comes. */
  readonly keepAlive: number
  /** What it is told first. */
  readonly settings: readonly Statement[]
  /** Takes secrets out of what the server said. */
  hide(text: string): string
}

/** How long a statement is waited for. */
interface Patience {
  /** Aborted when nothing more is waited for. */
  readonly signal: AbortSignal
  /** Aborted when the statement must be cancelled; what becomes of it is waited for. */
  readonly abort?: AbortSignal
}

/**
 * A session of the Data API: its first statement opens it, and it ends when no statement has come
 * for a while (https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html).
 */
export class ApiSession {
  readonly #api: DataApi
  readonly #options: ApiSessionOptions
  #id: string | undefined
  /** The statement of which it is not known that it has ended. */
  #running: string | undefined
  #usedAt = 0
  #isDoubtful = false

  constructor(api: DataApi, options: ApiSessionOptions) {
    this.#api = api
    this.#options = options
  }

  /** Whether another may use it now: it is open, for a while yet, and what was sent is known to have ended. */
  get isFree(): boolean {
    const idle = performance.now() - this.#usedAt
    return this.#id !== undefined && !this.#isDoubtful && idle < (this.#options.keepAlive * 1_000) / 2
  }

  /**
   * Runs a statement to its end. Throws `ServerError` if the server refuses it; `ConnectError` if
   * that lets nobody in; `ClosedSessionError` if the session takes no statement; `SinkError` if
   * AWS refuses the call or cannot be reached; and the signal's reason.
   */
  async run(statement: Statement, doing: string, patience: Patience): Promise<readonly Row[]> {
    const { settings } = this.#options
    if (this.#id === undefined)
      for (const setting of settings) await this.#run(setting, 'set up the session', patience)
    return this.#run(statement, doing, patience)
  }

  /** Cancels what may still be running. */
  async cancel(signal: AbortSignal): Promise<void> {
    if (this.#running !== undefined) await this.#api.cancel(this.#running, signal)
  }

  async #run(statement: Statement, doing: string, { signal, abort }: Patience): Promise<readonly Row[]> {
    let cancelling: Promise<void> | undefined
    const cancel = () => {
      cancelling = this.cancel(signal).catch(() => {})
    }
    try {
      const isOpening = this.#id === undefined
      const { id, outcome: early } = await this.#submit(writeValues(statement), doing, signal)
      if (abort?.aborted) cancel()
      else abort?.addEventListener('abort', cancel, { once: true })
      const outcome = early ?? (await this.#api.outcome(id, signal))
      this.#running = undefined
      this.#usedAt = performance.now()
      if (outcome.status !== 'FINISHED') throw this.#refusal(outcome, doing, isOpening)
      return outcome.hasRows ? await this.#api.rows(id, signal) : []
    } catch (error) {
      if (!(error instanceof ServerError)) this.#isDoubtful = true
      throw error
    } finally {
      abort?.removeEventListener('abort', cancel)
      await cancelling
    }
  }

  async #submit(text: string, doing: string, signal: AbortSignal) {
    const { target, keepAlive } = this.#options
    const place =
      this.#id === undefined ? { ...target, SessionKeepAliveSeconds: keepAlive } : { SessionId: this.#id }
    const submitted = await this.#api.submit(
      {
        ...place,
        Sql: text,
        StatementName: `arbalest: ${doing}`.slice(0, LONGEST_NAME),
        // A call that is made again with its token is not run again, for eight hours:
        // https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling-considerations-idempotency.html
        ClientToken: randomUUID(),
      },
      signal,
    )
    this.#running = submitted.id
    this.#id ??= submitted.session
    return submitted
  }

  #refusal({ error }: Outcome, doing: string, isOpening: boolean): ServerError | ConnectError {
    const { hide } = this.#options
    const { isFatal, ...said } = statementFailure(error)
    return isOpening && isFatal
      ? new ConnectError(new ServerError(said, 'connect', hide))
      : new ServerError(said, doing, hide)
  }
}
