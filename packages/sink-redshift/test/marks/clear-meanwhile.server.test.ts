import { collect, SinkJournal, type Sink } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from '../warehouse.js'

const SCOPE = 'p/events'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('forgets what another run has recorded by the time that rows are deleted, too', async () => {
  await using fixture = await warehouse.fixture()
  const { sink } = fixture
  const another = await fixture.another()
  const record = (by: Sink, key: string) =>
    by.transaction({ scope: SCOPE }, (tx) => tx.mark([{ key, version: '1' }]))
  await record(sink, 'a')
  const late: Sink = {
    url: sink.url,
    powers: {},
    check: () => [],
    marks: (scope) => sink.marks(scope),
    async transaction(context, work) {
      await record(another, 'b')
      return await sink.transaction(context, work)
    },
    async [Symbol.asyncDispose]() {},
  }

  await new SinkJournal(late, SCOPE).upkeep.clear()

  expect(await collect(sink.marks(SCOPE))).toEqual([])
})
