import { isArbalestError, type Finding } from '@arbalest/core/plugin'
import { BEGIN } from '../statements/session.js'
import { lockTable } from '../statements/tables/tables.js'
import { isMissingTable } from '../session/server-error.js'
import { describeHolders, LockWatch } from '../transaction/locks/lock-watch.js'
import type { Diagnosed } from './diagnosed.js'

// A run that is under way holds its locks for longer, and is worth a look too.
const TIMEOUT = 2_000

/** Locks a table for a moment; returns undefined if there is no such table, or what keeps it from being locked is not another's lock. */
export async function checkLock(
  table: string,
  { withSession, withRawSession, signal }: Diagnosed,
): Promise<Finding | undefined> {
  const check = `lock the table "${table}"`
  const watch = new LockWatch({ timeout: TIMEOUT, withOtherSession: withRawSession, notice: () => {} })
  let holders: string | undefined
  try {
    await withSession(async (session) => {
      const process = await watch.processOf(session)
      await session.query(BEGIN, 'begin a transaction')
      try {
        await watch.watch(table, process, () => session.query(lockTable(table), `lock "${table}"`))
      } catch (error) {
        if (isArbalestError(error) && error.code === 'LOCK_TIMEOUT')
          holders = await describeHolders(table, withRawSession)
        else throw error
      } finally {
        await session.rollback()
      }
    })
  } catch (error) {
    signal.throwIfAborted()
    if (!isArbalestError(error)) throw error
    if (isMissingTable(error.cause)) return undefined
    return { check, outcome: 'failed', detail: error.message }
  }
  if (holders === undefined) return { check, outcome: 'passed' }
  const [, session = 'its number'] = /in the session (\d+)/.exec(holders) ?? []
  return {
    check,
    outcome: 'look',
    detail: `The table is locked ${holders}; every run waits for it.`,
    remedy: {
      advice: `if that is a run, wait until it ends; otherwise end the session with select pg_terminate_backend(${session})`,
      ask: 'who runs that session, or a superuser of the database',
      grants: [`select pg_terminate_backend(${session})`],
    },
  }
}
