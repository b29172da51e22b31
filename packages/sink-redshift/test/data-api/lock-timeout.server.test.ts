import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf } from '../error-of.js'
import { DATA_API, startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('who waits too long for the lock of a session that was left learns whose it is, and since when', async () => {
  await using fixture = await warehouse.fixture({ connection: DATA_API })
  const hasty = fixture.sinkWith({ connection: { ...DATA_API, lockTimeout: '500ms' } })
  const error = await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    return errorOf(hasty.transaction({ scope: 'p/s' }, async () => 'too early'))
  })
  expect(error).toMatchObject({
    code: 'LOCK_TIMEOUT',
    retryable: true,
    message: expect.stringMatching(/by the user "\S+" in the session \d+, .* \d{4}-\d\d-\d\d/) as string,
  })
  // What waited has been cancelled, and rolled back: the lock is free.
  expect(await fixture.sink.transaction({ scope: 'p/s' }, async () => 'in time')).toBe('in time')
})
