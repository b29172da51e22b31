import { SinkError, type Statement } from '@arbalest/core'
import { isMissingTable } from '../../session/server-error.js'
import type { Session } from '../../session/session.js'
import { createLock, lockTable } from '../../statements/tables/tables.js'
import { createMarks } from '../../statements/marks.js'
import { BEGIN } from '../../statements/session.js'
import type { OwnTables } from '../../tables/own-tables.js'
import type { LockWatch } from './lock-watch.js'

/** A table that is locked so that other transactions wait. */
interface Lock {
  readonly table: string
  /** Makes the table if it does not exist. */
  readonly create: Statement
}

/** Does what waits for a lock on a table. */
type Wait = (table: string, lock: () => Promise<unknown>) => Promise<unknown>

/** What {@link Locks} need besides a session. */
interface LocksOptions {
  /** The table of the scope's marks, which is held from the start. */
  readonly marks: string
  /** Names the tables that are locked for targets. */
  readonly own: OwnTables
  readonly watch: LockWatch
}

/** The locks of one transaction, all held until it ends. */
export class Locks {
  readonly #session: Session
  readonly #own: OwnTables
  readonly #watch: LockWatch
  #held: readonly Lock[]
  #sentAtBegin = 0
  #process: number | undefined

  constructor(session: Session, { marks, own, watch }: LocksOptions) {
    this.#session = session
    this.#own = own
    this.#watch = watch
    this.#held = [{ table: marks, create: createMarks(marks) }]
  }

  /** Begins the transaction. Throws `SinkError` with the code `LOCK_TIMEOUT` if a lock is held by another for too long. */
  async begin(): Promise<void> {
    this.#process = await this.#watch.processOf(this.#session)
    await this.#begin(this.#held)
  }

  /**
   * Makes every other transaction that replaces rows of the table `target` wait, whatever its
   * scope: a DELETE would not see what another inserts meanwhile. The table itself is not
   * locked, because then its readers would have to wait too.
   */
  async lockTarget(target: string): Promise<void> {
    // By another session: whatever this one reads fixes what its transaction sees.
    const table = await this.#own.lockOf(target)
    if (this.#held.some((lock) => lock.table === table)) return
    const lock = { table, create: createLock(table) }
    const mayBeginAgain = this.#session.sent === this.#sentAtBegin
    if (await tryToLock(this.#session, lock, this.#wait)) this.#held = [...this.#held, lock]
    else if (mayBeginAgain) await this.#begin([...this.#held, lock])
    else await this.#makeAndFail(lock, target)
  }

  readonly #wait: Wait = (table, lock) => this.#watch.watch(table, this.#process, lock)

  async #begin(locks: readonly Lock[]): Promise<void> {
    await begin(this.#session, locks, this.#wait)
    this.#held = locks
    this.#sentAtBegin = this.#session.sent
  }

  /** What the transaction did before is lost with it: only another attempt can do it again. */
  async #makeAndFail({ table, create }: Lock, target: string): Promise<never> {
    await this.#session.query(create, `make the table "${table}"`)
    throw new SinkError(
      'SERIALIZATION',
      `There was no table "${table}" to lock for replacing rows of "${target}"; it has been created.`,
      { retryable: true },
    )
  }
}

/**
 * Begins a transaction that holds `locks`, taken in this order. Nothing may be read before
 * they are held: a transaction sees the tables as they are at its first read, which must not
 * be before another's commit (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html).
 */
async function begin(session: Session, locks: readonly Lock[], wait: Wait): Promise<void> {
  const failures = new Map<Lock, unknown>()
  for (;;) {
    const missing = await tryToBegin(session, locks, wait)
    if (!missing) return
    // Whether the table can be locked now is what counts, not who made it.
    if (failures.has(missing)) {
      throw (
        failures.get(missing) ??
        new SinkError('SQL_FAILED', `The table "${missing.table}" was created, but does not exist.`)
      )
    }
    // In a transaction of its own, so that others find the table and wait.
    const making = session.query(missing.create, `make the table "${missing.table}"`)
    failures.set(missing, await making.then(() => undefined).catch((error: unknown) => error))
  }
}

/** Begins a transaction that holds `locks`. If a table is missing, begins none and returns its lock. */
async function tryToBegin(session: Session, locks: readonly Lock[], wait: Wait): Promise<Lock | undefined> {
  await session.query(BEGIN, 'begin a transaction')
  for (const lock of locks) if (!(await tryToLock(session, lock, wait))) return lock
  return undefined
}

/** Takes a lock in a transaction. If its table is missing, rolls the transaction back and returns false. */
async function tryToLock(session: Session, { table }: Lock, wait: Wait): Promise<boolean> {
  try {
    await wait(table, () => session.query(lockTable(table), `lock "${table}"`))
    return true
  } catch (error) {
    if (!isMissingTable(error)) throw error
    await session.rollback()
    return false
  }
}
