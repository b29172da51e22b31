import type { Rehearsed, Transaction } from '@arbalest/core/plugin'
import type { Session } from '../session/session.js'
import { guard } from './guard.js'
import type { Rehearsal } from './rehearsal.js'
import type { RedshiftTransaction } from './transaction.js'

/** Makes of what `work` and its verbs throw what a user of the sink gets. */
type Translate = (error: unknown) => unknown

/** Does `work` in a transaction, and commits it; rolls it back if anything fails, and throws that. */
export async function transact<T>(
  session: Session,
  tx: RedshiftTransaction,
  translate: Translate,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    await tx.begin()
    const result = await guard(tx, translate, work)
    await tx.commit()
    return result
  } catch (error) {
    await session.rollback()
    throw error
  }
}

/** Tries `work`, returns what would be rejected and what was not tried, and rolls all of it back. */
export async function rehearse(
  session: Session,
  rehearsal: Rehearsal,
  translate: Translate,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<Rehearsed> {
  try {
    await rehearsal.begin()
    await guard(rehearsal, translate, work)
    const { rejected, untried } = rehearsal
    return untried.length === 0 ? rejected : { ...rejected, untried }
  } finally {
    await session.rollback()
  }
}
