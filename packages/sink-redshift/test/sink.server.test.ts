import { BulkStrategy, collect, SinkError } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putObject } from './put-object.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('its url shows where it is, and no secret', async () => {
  await using fixture = await warehouse.fixture({ connection: warehouse.url })
  expect(fixture.sink.url).toBe(`redshift://127.0.0.1:${new URL(warehouse.url).port}/dev`)
})

test('work that goes on after a verb that failed does not commit', async () => {
  await using fixture = await warehouse.fixture()
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({ text: 'create table t (id integer)' })
    await tx.execute({ text: 'select nonsense' }).catch(() => {})
  })
  await expect(work).rejects.toThrow(SinkError)
  expect(await fixture.tables()).toEqual([])
})

test('the verbs of a transaction do nothing after its end', async () => {
  await using fixture = await warehouse.fixture()
  const tx = await fixture.sink.transaction({ scope: 'p/s' }, async (given) => given)
  await expect(tx.execute({ text: 'create table t (id integer)' })).rejects.toThrow(/has ended/)
  expect(await fixture.tables()).toEqual([])
})

test('a sink that is closed lets what is under way come to its end, and begins nothing', async () => {
  await using fixture = await warehouse.fixture()
  const { sink } = fixture
  const late = sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({ text: 'create table t (id integer)' })
    return 'done'
  })
  await sink[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
  expect(await late).toBe('done')
  await expect(sink.transaction({ scope: 'p/s' }, async () => {})).rejects.toThrow(/has been closed/)
})

test('a load that is under way as its sink is closed has its files in S3 to its end', async () => {
  await using fixture = await warehouse.fixture()
  const objects = await putObject(fixture, { id: 1 })
  const late = fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, objects))
  await fixture.sink[Symbol.asyncDispose]()
  expect(await late).toMatchObject({ rows: 1 })
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1])
})

test('a bulk load that fails leaves the table as it was', async () => {
  await using fixture = await warehouse.fixture()
  const target = EVENTS
  const first = await putObject(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, first))
  await fixture.source.put('b', lines({ id: 'x' }))
  const listed = await collect(fixture.source.list())
  const units = [{ key: '*', version: '1', objects: listed }]
  const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) => new BulkStrategy().load(tx, target, units))
  await expect(work).rejects.toMatchObject({ code: 'LOAD_REJECTED' })
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1])
})
