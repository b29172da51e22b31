import { collect, each } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('keys that differ in trailing blanks have marks of their own', async () => {
  await using fixture = await warehouse.fixture()
  const marks = ['a', 'a ', 'a  '].map((key) => ({ key, version: key }))
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.mark(marks))
  expect(await collect(each(fixture.sink.marks('p/s')))).toEqual(
    marks.map((mark) => ({ ...mark, state: 'loaded' })),
  )
  const [, middle] = await warehouse.query(`select "key" from ${(await marksTables())[0]!} order by "key"`)
  expect(middle).toEqual({ key: 'a \u0001' })
})

test('reading marks makes no table', async () => {
  await using fixture = await warehouse.fixture()
  expect(await collect(each(fixture.sink.marks('p/s')))).toEqual([])
  expect(await marksTables()).toEqual([])
})

async function marksTables(): Promise<string[]> {
  const rows = await warehouse.query(
    `select tablename from pg_tables where tablename like 'arbalest_marks_%'`,
  )
  return rows.map(({ tablename }) => String(tablename))
}
