import { expect, test } from 'vitest'
import type { ApiSession } from '../../src/session/data-api/api-session.js'
import { DataApiSession } from '../../src/session/data-api/data-api-session.js'
import { BEGIN } from '../../src/statements/session.js'

/** A session of the API in which a procedure ends the transaction, which the sandbox's do not. */
function sessionWhereCallsEnd(ends: boolean): DataApiSession {
  let transaction = 1
  const session: Pick<ApiSession, 'run' | 'cancel' | 'isFree'> = {
    isFree: true,
    async run({ text }) {
      if (text.startsWith('call') && ends) transaction++
      return text.includes('svv_transactions') ? [{ transaction: String(transaction) }] : []
    },
    async cancel() {},
  }
  const { signal } = new AbortController()
  return new DataApiSession({
    signal,
    hide: (text) => text,
    take: () => session as ApiSession,
    giveBack() {},
  })
}

test.each([
  [true, false],
  [false, true],
])('a procedure that ends the transaction (%s) is noticed', async (ends, inTransaction) => {
  const session = sessionWhereCallsEnd(ends)
  await session.query(BEGIN, 'begin a transaction')
  await session.queryOne({ text: 'call p()' }, 'call a procedure')
  expect(session.inTransaction).toBe(inTransaction)
})
