import { SinkError } from '@arbalest/core'
import { begin, take } from './begin.js'
import { lockOfTarget } from '../statements/scoped-name.js'
import { createLock } from '../statements/locks.js'
import type { TransactionParts } from './transaction-parts.js'

/**
 * Has everyone else who replaces rows of the table `target` wait until the transaction
 * ends, whatever its scope: what another inserts meanwhile, a deletion would not see.
 * The table itself is not locked, as whoever reads it would have to wait too.
 * `untouched` says whether the transaction has done nothing yet, and so may begin anew.
 */
export async function lockTarget(
  { session, marks, options }: TransactionParts,
  target: string,
  untouched: boolean,
): Promise<void> {
  const table = lockOfTarget(target, options.marksSchema)
  const lock = { table, create: createLock(table) }
  if (await take(session, lock)) return
  if (untouched) return begin(session, [marks, lock])
  await session.query(lock.create, `make the table "${table}"`)
  throw new SinkError(
    'SERIALIZATION',
    `There was no table "${table}" to lock for those who replace rows of "${target}"; it has been made.`,
    { retryable: true },
  )
}
