import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { marksTable } from '../../src/statements/scoped-name.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const scope = 'daily/orders'

test('a step is busy for a user, too, who may not see whose lock it is', async () => {
  await using fixture = await warehouse.fixture()
  const { sink, sinkWith } = fixture
  await sink.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  const connection = new URL(warehouse.url)
  connection.username = 'busy_onlooker'
  await warehouse.query("create user busy_onlooker password 'Busy0nlooker'")
  try {
    await warehouse.query(`grant all on ${marksTable(scope)} to busy_onlooker`)
    const onlooker = sinkWith({ connection: connection.href })
    await sink.transaction({ scope }, async () => {
      expect(await onlooker.powers.busy!(scope)).toBe(true)
    })
    expect(await onlooker.powers.busy!(scope)).toBe(false)
  } finally {
    await warehouse.query(`revoke all on ${marksTable(scope)} from busy_onlooker`)
    await warehouse.query('drop user busy_onlooker')
  }
})

test('who reads the marks, however long, does not make a step busy', async () => {
  await using fixture = await warehouse.fixture()
  const { sink } = fixture
  await sink.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  const reader = await warehouse.connect()
  await reader.query('begin')
  await reader.query(`select * from ${marksTable(scope)}`)
  let answered = false
  const asked = sink.powers.busy!(scope).finally(() => (answered = true))
  await sleep(300)
  expect(answered).toBe(false)
  await reader.end()
  expect(await asked).toBe(false)
})
