import { SinkError, type Statement } from '@arbalest/core'
import { isMissingTable } from '../session/error-translation.js'
import type { Session } from '../session/session.js'
import { lockTable } from '../statements/locks.js'
import { BEGIN } from '../statements/session.js'

/** A table that is locked to have others wait, rather than for what is in it. */
export interface Lock {
  readonly table: string
  /** Makes the table, unless it is there. */
  readonly create: Statement
}

/**
 * Begins a transaction that holds `locks`, taken in this order. Nothing may be read
 * before them, as that would fix what the transaction sees to a time before another's
 * commit (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html).
 */
export async function begin(session: Session, locks: readonly Lock[]): Promise<void> {
  const failures = new Map<Lock, unknown>()
  for (;;) {
    const missing = await tryToBegin(session, locks)
    if (!missing) return
    // It does not matter who made it: whether it is there now does.
    if (failures.has(missing)) {
      throw (
        failures.get(missing) ??
        new SinkError('SQL_FAILED', `The table "${missing.table}" was made, and is not there.`)
      )
    }
    // In a transaction of its own: others who want it are to find it, and wait.
    const making = session.query(missing.create, `make the table "${missing.table}"`)
    failures.set(missing, await making.then(() => undefined).catch((error: unknown) => error))
  }
}

/** Takes one more lock in a transaction that has begun; answers false where its table is missing, and the transaction rolled back. */
export async function take(session: Session, { table }: Lock): Promise<boolean> {
  try {
    await session.query(lockTable(table), `lock "${table}"`)
    return true
  } catch (error) {
    if (!isMissingTable(error)) throw error
    await session.rollback()
    return false
  }
}

/** Begins a transaction with `locks`; where a table is missing, begins none and answers which. */
async function tryToBegin(session: Session, locks: readonly Lock[]): Promise<Lock | undefined> {
  await session.query(BEGIN, 'begin a transaction')
  for (const lock of locks) if (!(await take(session, lock))) return lock
  return undefined
}
