import { gzipSync } from 'node:zlib'
import { jsonObject, property } from '@arbalest/core'
import { collect, LoadError } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putObject } from '../put-object.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('objects of several compressions are loaded by one copy', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a.json', lines({ id: 1 }, { id: 2 }))
  await fixture.source.put('b.json.gz', gzipSync(lines({ id: 3 })))
  const listed = await collect(fixture.source.list())
  const copied = await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))
  expect(copied).toEqual({ rows: 3, rejected: 0 })
})

test('a compression that is given counts for every object', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a.json', gzipSync(lines({ id: 1 })))
  const listed = await collect(fixture.source.list())
  const sink = fixture.sinkWith({ copy: { compression: 'gzip' } })
  expect((await sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))).rows).toBe(1)
})

test('a copy of no objects makes the table', async () => {
  await using fixture = await warehouse.fixture()
  const copied = await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, []))
  expect(copied).toEqual({ rows: 0, rejected: 0 })
  expect(await fixture.tables()).toEqual(['events'])
})

test('the JSONPaths file stays, and no manifest does, whether the copy comes out or not', async () => {
  await using fixture = await warehouse.fixture()
  const good = await putObject(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, good))
  const bad = await putObject(fixture, { id: 'x' })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    LoadError,
  )
  expect(await fixture.metadata()).toEqual([expect.stringMatching(/^jsonpaths\/[0-9a-f]{64}\.json$/)])
})

test('an object that was gone before the copy is worth another try', async () => {
  await using fixture = await warehouse.fixture()
  const listed = await putObject(fixture, { id: 1 })
  await fixture.source.remove('a.json')
  await expect(
    fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed)),
  ).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    retryable: true,
    message: expect.stringContaining(listed[0]!.url) as string,
  })
})

test('metadata that cannot be written is reported with its place', async () => {
  await using fixture = await warehouse.fixture({ metadata: 's3://no-such-bucket/x/' })
  const listed = await putObject(fixture, { id: 1 })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))).rejects.toThrow(
    /could not write to its metadata.*"no-such-bucket" does not exist/,
  )
})

test('every type of column takes its values', async () => {
  await using fixture = await warehouse.fixture()
  const target = jsonObject(
    'kinds',
    property('flag', 'boolean'),
    property('size', 'bigint'),
    property('price', 'decimal(10,2)'),
    property('ratio', 'double precision'),
    property('day', 'date'),
    property('time', 'timestamp'),
    property('deep', property('list[1]', 'char(3)')),
  )
  const document = {
    flag: true,
    size: '9007199254740993',
    price: '12.34',
    ratio: 0.5,
    day: '2026-01-02',
    time: '2026-01-02T03:04:05Z',
    deep: { list: ['x', 'abc'] },
  }
  await fixture.source.put('a.json', JSON.stringify(document))
  const listed = await collect(fixture.source.list())
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, listed))
  const rows = await warehouse.query(
    'select flag, cast(size as varchar) as size, price, ratio, cast(day as varchar) as day, cast(time as varchar) as time, deep_list_1 from kinds',
  )
  expect(rows).toEqual([
    {
      flag: true,
      size: '9007199254740993',
      price: '12.34',
      ratio: 0.5,
      day: '2026-01-02',
      time: '2026-01-02 03:04:05',
      deep_list_1: 'abc',
    },
  ])
})

test('a table is made with its attributes, and what it must have is refused where it is missing', async () => {
  await using fixture = await warehouse.fixture()
  const target = jsonObject(
    { table: 'events', distKey: 'id', sortKey: ['id'], backup: false },
    property('id', 'bigint', { notNull: true, encode: 'az64' }),
    property('user', 'super'),
    property('tags', 'varchar(64)', { encode: 'zstd' }),
  )
  await fixture.source.put('a.json', '{"id":1,"user":{"name":"x","roles":[1,{}]},"tags":["a", "b"]}')
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) =>
    tx.copy(target, await collect(fixture.source.list())),
  )
  expect(await fixture.rows('events')).toEqual([
    { id: '1', user: '{"name":"x","roles":[1,{}]}', tags: '["a","b"]' },
  ])
  await fixture.source.put('a.json', '{"user":null}')
  await expect(
    fixture.sink.transaction({ scope: 'p/s' }, async (tx) =>
      tx.copy(target, await collect(fixture.source.list())),
    ),
  ).rejects.toThrow('column "id"')
})
