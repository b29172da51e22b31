import { SinkError } from '@arbalest/core'
import type { Session, WithSession } from '../../session/session.js'
import { findLockHolders } from '../../statements/catalog/lock-holders.js'
import { cancel, OWN_PROCESS } from '../../statements/session.js'

// A load of minutes is nothing to report.
const REPORT_AFTER = 60_000

/** What a {@link LockWatch} needs. */
export interface LockWatchOptions {
  /** How long, in milliseconds, a lock is waited for. Undefined: as long as it takes. */
  readonly timeout: number | undefined
  /** Lends a session besides the one that waits. */
  readonly withOtherSession: WithSession
  /** Reports to the user that a lock is waited for. */
  notice(message: string): void
}

/** Looks from another session whom one waits for, and ends a wait that is too long. */
export class LockWatch {
  readonly #options: LockWatchOptions

  constructor(options: LockWatchOptions) {
    this.#options = options
  }

  /**
   * Returns the number of the process that serves `session`, by which its wait can be ended; undefined if
   * a lock is waited for as long as it takes. Must not be called in a transaction, which would read too early.
   */
  async processOf(session: Session): Promise<number | undefined> {
    if (this.#options.timeout === undefined) return undefined
    const [own] = await session.query(OWN_PROCESS, 'find out which session this is')
    return Number(own?.['process'])
  }

  /**
   * Does `work` in the session that `process` serves, which waits while another transaction has locked
   * `table`. After a minute, reports which. Throws `SinkError` with the code `LOCK_TIMEOUT` if it takes too long.
   */
  async watch<T>(table: string, process: number | undefined, work: () => Promise<T>): Promise<T> {
    const { timeout, notice } = this.#options
    let watching: Promise<unknown> | undefined
    let ended: SinkError | undefined
    const report = setTimeout(() => {
      watching = describeHolders(table, this.#options.withOtherSession).then((holders) =>
        notice(`The table "${table}" is locked ${holders}; this run waits for it.`),
      )
    }, REPORT_AFTER)
    const giveUp = async (after: number) => {
      ended = timedOut(table, after, await describeHolders(table, this.#options.withOtherSession))
      if (process !== undefined) await this.#cancel(process)
    }
    const end = timeout && setTimeout(() => (watching = giveUp(timeout)), timeout)
    try {
      return await work()
    } catch (error) {
      await watching
      throw ended ?? error
    } finally {
      clearTimeout(report)
      clearTimeout(end)
      // A cancellation that arrives later would hit the next statement.
      await watching
    }
  }

  /** As {@link watch}, for work that is not in a transaction. */
  async patiently<T>(session: Session, table: string, work: () => Promise<T>): Promise<T> {
    return this.watch(table, await this.processOf(session), work)
  }

  async #cancel(process: number): Promise<void> {
    await this.#options
      .withOtherSession((session) => session.query(cancel(process), 'cancel'))
      .catch(() => {})
  }
}

/** Returns by whom `table` is locked, and since when, as `by the user …`; by another, for a user who may not see it. */
export async function describeHolders(table: string, withOtherSession: WithSession): Promise<string> {
  try {
    const rows = await withOtherSession((session) =>
      session.query(findLockHolders(table), `look who locks "${table}"`),
    )
    const holders = rows.map(
      ({ owner, process, since }) =>
        `by the user "${String(owner).trim()}" in the session ${String(process)}, whose transaction began at ${String(since)} UTC`,
    )
    return holders.length === 0 ? UNSEEN : holders.join('; and ')
  } catch {
    return UNSEEN
  }
}

const UNSEEN = 'by a session that this user may not see (a superuser sees it in svv_transactions)'

function timedOut(table: string, timeout: number, holders: string): SinkError {
  return new SinkError(
    'LOCK_TIMEOUT',
    `The table "${table}" was locked for longer than lockTimeout (${timeout / 1_000} s) ${holders}. Wait for it, or end it with select pg_terminate_backend and its number.`,
    { retryable: true },
  )
}
