import { setTimeout as sleep } from 'node:timers/promises'
import { isMissingTable } from '../../session/server-error.js'
import type { Session, WithSession } from '../../session/session.js'
import { findContenders } from '../../statements/catalog/lock-holders.js'
import { BEGIN, cancel, OWN_PROCESS } from '../../statements/session.js'
import { lockTable } from '../../statements/tables/tables.js'
import type { LockWatch } from './lock-watch.js'

/** Milliseconds between two looks at who is waited for. */
const LOOK_EVERY = 100

/** What a table is looked at with. */
interface Looking {
  readonly withSession: WithSession
  readonly withOtherSession: WithSession
  readonly watch: LockWatch
}

/**
 * Returns whether anybody's transaction has locked `table` by LOCK; false if there is no such table. It
 * tries to lock it, as users see the locks of others only if they are superusers; as soon as
 * another session sees for whom this one waits, it is cancelled. However slow a server is, a lock
 * that is free is not taken for one that is held; nor are those of who only reads the table.
 */
export async function isLocked(
  table: string,
  { withSession, withOtherSession, watch }: Looking,
): Promise<boolean> {
  return withSession(async (session) => {
    const [own] = await session.query(OWN_PROCESS, 'find out which session this is')
    const process = Number(own?.['process'])
    await session.query(BEGIN, 'begin a transaction')
    const trying = watch.watch(table, process, () => tryToLock(session, table))
    try {
      while ((await Promise.race([trying, sleep(LOOK_EVERY, 'pending' as const)])) === 'pending') {
        if (await withOtherSession((other) => endWait(other, process))) return true
      }
      return false
    } finally {
      await trying.catch(() => {}) // cancelled, or thrown above
      await session.rollback()
    }
  })
}

async function tryToLock(session: Session, table: string): Promise<void> {
  try {
    await session.query(lockTable(table), `lock "${table}"`)
  } catch (error) {
    if (!isMissingTable(error)) throw error
  }
}

/** Cancels the statement of the session that `process` serves if it waits for who has locked a table, and returns whether it does. */
async function endWait(session: Session, process: number): Promise<boolean> {
  const contenders = await session.query(findContenders(process), 'find out who has a lock')
  const holders = contenders.filter(({ granted }) => granted === true)
  // Of a holder who is not seen, nobody knows whether they only read.
  const isLock = holders.length === 0 || holders.some(({ mode }) => mode === 'AccessExclusiveLock')
  if (contenders.length === 0 || !isLock) return false
  await session.query(cancel(process), 'cancel')
  return true
}
