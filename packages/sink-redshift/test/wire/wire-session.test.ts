import type { PoolClient } from 'pg'
import { expect, test } from 'vitest'
import { WireSession } from '../../src/session/wire/wire-session.js'

/** A session in whose transactions a procedure leaves the number and the state that are given, which the sandbox's cannot. */
function sessionWhereCallLeaves(transaction: string | null, state: 'T' | 'I'): WireSession {
  let open: { transaction: string | null; state: 'T' | 'I' } = { transaction: '7', state: 'T' }
  const client = {
    on() {},
    getTransactionStatus: () => open.state,
    async query({ text }: { readonly text: string }) {
      if (text.startsWith('call')) open = { transaction, state }
      return { rows: text.includes('svv_transactions') ? [{ transaction: open.transaction }] : [] }
    },
  }
  const { signal } = new AbortController()
  return new WireSession(client as unknown as PoolClient, {
    signal,
    hide: (text) => text,
    async cancel() {},
  })
}

test.each([
  ['leaves the transaction as it is', '7', 'T', true],
  ['ends it', null, 'I', false],
  ['ends it and begins another', '8', 'T', false],
  ['leaves one that the server does not number', null, 'T', true],
] as const)('a procedure that %s is taken for such', async (_, transaction, state, inTransaction) => {
  const session = sessionWhereCallLeaves(transaction, state)
  await session.queryOne({ text: 'call p()' }, 'call a procedure')
  expect(session.inTransaction).toBe(inTransaction)
})

test('nothing is asked about a transaction for any other statement', async () => {
  const session = sessionWhereCallLeaves('8', 'T')
  await session.queryOne({ text: 'select 1' }, 'select')
  expect([session.sent, session.inTransaction]).toEqual([1, true])
})
