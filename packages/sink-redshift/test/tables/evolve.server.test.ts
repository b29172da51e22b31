import { jsonObject, property, type Target } from '@arbalest/core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startProxy } from '../proxy.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const TARGET = jsonObject(
  { table: 'events', evolve: 'add' },
  property('id', 'bigint'),
  property('mag', 'real'),
  property('place', 'varchar(16)', { default: 'here', encode: 'zstd' }),
)

const names = async ({ sink }: RedshiftFixture, table = 'events') =>
  (await sink.powers.tables!.describe(table))?.columns.map(({ name }) => name)

/** Has `sink` add columns, up to where it waits for another session; does `meanwhile` in that, and commits. */
async function evolveWhile(
  { sink }: RedshiftFixture,
  target: Target,
  ...meanwhile: readonly string[]
): Promise<readonly string[]> {
  const other = await warehouse.connect()
  try {
    await other.query('begin')
    await other.query('lock events')
    const evolving = sink.powers.tables!.addColumns(target)
    await vi.waitFor(
      async () => {
        const waiting = await warehouse.query('select 1 from pg_locks where not granted')
        expect(waiting).toHaveLength(1)
      },
      { timeout: 10_000 },
    )
    for (const statement of meanwhile) await other.query(statement)
    await other.query('commit')
    return await evolving
  } finally {
    await other.end()
  }
}

test('rows that are there get the default of a column that is added, and NULL where it has none', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table events (id bigint)')
  await warehouse.query('insert into events values (1)')
  expect(await fixture.sink.powers.tables!.addColumns(TARGET)).toEqual(['mag', 'place'])
  expect(await fixture.rows('events')).toEqual([{ id: '1', mag: null, place: 'here' }])
  const { columns } = (await fixture.sink.powers.tables!.describe('events'))!
  expect(columns.find(({ name }) => name === 'place')!.storage).toEqual({ encode: 'zstd' })
})

test('columns are added to a table of another schema', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create schema if not exists elsewhere; drop table if exists elsewhere.events')
  await warehouse.query('create table elsewhere.events (id bigint)')
  await warehouse.query('create table events (id bigint)')
  await fixture.sink.powers.tables!.addColumns({ ...TARGET, table: 'elsewhere.events' })
  expect(await names(fixture, 'elsewhere.events')).toEqual(['id', 'mag', 'place'])
  expect(await names(fixture)).toEqual(['id'])
})

test('who has to wait for a load finds what has become of the table meanwhile', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table events (id bigint)')
  expect(await evolveWhile(fixture, TARGET, 'insert into events values (1)')).toEqual(['mag', 'place'])
})

test('a column that another adds at the same time is left to that one', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table events (id bigint)')
  expect(await evolveWhile(fixture, TARGET, 'alter table events add column mag real')).toEqual(['place'])
  expect(await names(fixture)).toEqual(['id', 'mag', 'place'])
})

test.each(['drop table events', 'alter table events rename to elsewhere'])(
  'a table that another takes away at the same time is left to be made: %s',
  async (statement) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id bigint)')
    expect(await evolveWhile(fixture, TARGET, statement)).toEqual([])
    expect(await names(fixture)).toBeUndefined()
  },
)

test.each(['before', 'after'] as const)(
  'where the connection breaks %s a column is added, waiting helps',
  async (when) => {
    await using fixture = await warehouse.fixture()
    await using proxy = await startProxy(warehouse.url)
    await warehouse.query('create table events (id bigint)')
    const { tables } = fixture.sinkWith({ connection: proxy.url }).powers
    proxy.cutAt('add column "place"', when)
    await expect(tables!.addColumns(TARGET)).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      retryable: true,
    })
    await tables!.addColumns(TARGET)
    expect(await names(fixture)).toEqual(['id', 'mag', 'place'])
  },
)

test('nothing is locked where nothing is missing', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table events (id bigint, mag real, place varchar(16))')
  const other = await warehouse.connect()
  await other.query('begin; lock events')
  expect(await fixture.sink.powers.tables!.addColumns(TARGET)).toEqual([])
  await other.end()
})

test('an aborted run waits no longer', async () => {
  await using fixture = await warehouse.fixture()
  await warehouse.query('create table events (id bigint)')
  const abort = new AbortController()
  const { tables } = fixture.sinkWith({}, abort.signal).powers
  const other = await warehouse.connect()
  await other.query('begin; lock events')
  setTimeout(() => abort.abort(new Error('enough')), 100)
  await expect(tables!.addColumns(TARGET)).rejects.toThrow('enough')
  await other.end()
  expect(await names(fixture)).toEqual(['id'])
})
