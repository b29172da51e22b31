import type { Transaction } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { guard } from '../../src/transaction/guard.js'

const STATEMENT = { text: 'select 1' }

/** A transaction whose statements fail while `failing` holds. */
function transaction(failing: () => boolean): Transaction {
  return {
    async execute() {
      if (failing()) throw new Error('from the server')
    },
  } as Partial<Transaction> as Transaction
}

function translate(error: unknown): Error {
  return new Error('translated', { cause: error })
}

test('returns what the work returns, and gives it verbs that throw translated errors', async () => {
  const ok = transaction(() => false)
  expect(await guard(ok, translate, (tx) => tx.execute(STATEMENT).then(() => 'done'))).toBe('done')
  const failing = transaction(() => true)
  let seen: unknown
  const work = guard(failing, translate, async (tx) => {
    seen = await tx.execute(STATEMENT).catch((error: unknown) => error)
  })
  await expect(work).rejects.toThrow('translated')
  expect(seen).toMatchObject({ message: 'translated', cause: { message: 'from the server' } })
})

test('lets no verb run after one has failed', async () => {
  let statements = 0
  const failing = transaction(() => ++statements === 1)
  const work = guard(failing, translate, async (tx) => {
    await tx.execute(STATEMENT).catch(() => {})
    await tx.execute(STATEMENT)
  })
  await expect(work).rejects.toThrow('translated')
  expect(statements).toBe(1)
})

test('lets no verb run after the work has ended, however it ended', async () => {
  for (const ending of [() => {}, () => Promise.reject(new Error('of the work'))]) {
    let kept: Transaction | undefined
    const work = guard(
      transaction(() => false),
      translate,
      async (tx) => {
        kept = tx
        await ending()
      },
    )
    await work.catch(() => {})
    await expect(kept!.execute(STATEMENT)).rejects.toThrow('The transaction has ended')
  }
})
