import { jsonObject, property } from '@arbalest/core'
import { collect, type MismatchError, type Target } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const TARGET = jsonObject('events', property('id', 'bigint'), property('name', 'varchar(16)'))

const describeIn = ({ sink }: RedshiftFixture, table: string) => sink.powers.tables!.describe(table)

describe('its tables', () => {
  test('reports the columns that a table has, whatever they are, and that there is no table', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(
      `create table events (id bigint not null, name varchar(16) default 'x' not null, at timestamptz, price decimal(10,2), all_of_it super)`,
    )
    expect((await describeIn(fixture, 'Events'))!.columns).toEqual([
      { name: 'id', type: 'bigint', notNull: true, hasDefault: false, storage: { encode: 'az64' } },
      {
        name: 'name',
        type: 'varchar(16)',
        notNull: true,
        hasDefault: true,
        default: expect.stringContaining("'x'") as string,
        storage: { encode: 'lzo' },
      },
      { name: 'at', type: 'timestamptz', notNull: false, hasDefault: false, storage: { encode: 'az64' } },
      {
        name: 'price',
        type: 'numeric(10,2)',
        notNull: false,
        hasDefault: false,
        storage: { encode: 'az64' },
      },
      { name: 'all_of_it', type: 'super', notNull: false, hasDefault: false, storage: { encode: 'zstd' } },
    ])
    expect((await describeIn(fixture, 'public.events'))!.columns).toHaveLength(5)
    expect(await describeIn(fixture, 'nosuch.events')).toBeUndefined()
  })

  test.each([
    ['', { distStyle: 'auto', sortKey: [] as string[] }, undefined],
    ['diststyle even', { distStyle: 'even', sortKey: [] as string[] }, [] as string[]],
    ['diststyle all sortkey (at)', { distStyle: 'all', sortKey: ['at'], sortStyle: 'compound' }, undefined],
    [
      'distkey (id) compound sortkey (name, at)',
      { distStyle: 'key', distKey: 'id', sortKey: ['name', 'at'], sortStyle: 'compound' },
      ['id', 'name'],
    ],
    [
      'diststyle even interleaved sortkey (name, at)',
      { distStyle: 'even', sortKey: ['name', 'at'], sortStyle: 'interleaved' },
      ['name', 'at'],
    ],
  ])('reports how a table is stored, in whatever schema: %s', async (attributes, expected, clusteredBy) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create schema if not exists "Elsewhere"')
    await warehouse.query('drop table if exists elsewhere.events')
    await warehouse.query(
      `create table elsewhere.events (id bigint encode zstd, name varchar(8), at timestamp) ${attributes}`,
    )
    await warehouse.query('create table events (other date)')
    const { columns, storage, ...described } = (await describeIn(fixture, 'Elsewhere.events'))!
    expect([storage, described.clusteredBy]).toEqual([expected, clusteredBy])
    const sorted = expected.sortKey.includes('name')
    expect(columns.map((column) => [column.name, column.storage?.encode])).toEqual([
      ['id', 'zstd'],
      ['name', sorted ? 'raw' : 'lzo'],
      ['at', expected.sortKey.includes('at') ? 'raw' : 'az64'],
    ])
    expect((await describeIn(fixture, 'events'))!.columns).toHaveLength(1)
    expect(await describeIn(fixture, 'elsewhere.nosuch')).toBeUndefined()
  })

  test('reports about how many rows a table has, once they have been counted', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events as select 1 as id union all select 2 union all select 3')
    expect(await describeIn(fixture, 'events')).toMatchObject({ hasRows: true })
    await warehouse.query('analyze events')
    expect(await describeIn(fixture, 'events')).toMatchObject({ rows: 3 })
  })

  test('shows a statement that makes the very table that a load makes', async () => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject(
      { table: 'events', sortKey: ['id'] },
      property('id', 'bigint', { notNull: true }),
      property('name', 'varchar(16)', { default: "it's" }),
    )
    const [statement] = fixture.sink.powers.tables!.ddl.create(target)
    expect(statement!.text).toBe(
      `create table if not exists "events" (
  "id" bigint not null,
  "name" varchar(16) default 'it''s'
)
sortkey ("id")`,
    )
    await warehouse.query(statement!.text)
    const shown = (await describeIn(fixture, 'events'))!.columns
    await warehouse.query('drop table events')
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, []))
    expect((await describeIn(fixture, 'events'))!.columns).toEqual(shown)
  })
})

describe('a table that is not as its target says', () => {
  test.each([
    ['lacks a column', 'id bigint', 'it has no column "name"'],
    [
      'has a column of another type',
      'id bigint, name integer',
      'its column "name" is integer, not varchar(16)',
    ],
    [
      'needs a value that the target has none for',
      'id bigint, name varchar(16), region char(2) not null',
      'its column "region" must have a value, and the target has none for it',
    ],
  ])(
    'is told before anything is loaded where it %s, with what would change it',
    async (_, columns, message) => {
      await using fixture = await warehouse.fixture()
      await warehouse.query(`create table events (${columns})`)
      await fixture.source.put('a.json', '{"id":1}')
      const objects = await collect(fixture.source.list())
      const mismatch = {
        code: 'TARGET_MISMATCH',
        retryable: false,
        message: expect.stringContaining(message),
      }
      const { sink } = fixture
      await expect(
        sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, objects)),
      ).rejects.toMatchObject(mismatch)
      await expect(sink.transaction({ scope: 'p/s' }, (tx) => tx.stage(TARGET))).rejects.toMatchObject(
        mismatch,
      )
      const renaming = fixture.sinkWith({ replace: 'rename' })
      await expect(renaming.transaction({ scope: 'p/s' }, (tx) => tx.stage(TARGET))).rejects.toMatchObject(
        mismatch,
      )
      expect(await fixture.metadata()).toEqual([])
      const error = await sink
        .transaction({ scope: 'p/s' }, (tx) => tx.stage(TARGET))
        .catch((reason: unknown) => reason)
      for (const statement of (error as MismatchError).statements) await warehouse.query(statement)
      await sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, objects))
      expect(await fixture.rows('events')).toMatchObject([{ id: expect.anything(), name: null }])
    },
  )

  test('is told with statements that also lengthen what would refuse the next rows', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id varchar(3), name varchar(2))')
    await fixture.source.put('a.json', '{"id":1,"name":"longer"}')
    const objects = await collect(fixture.source.list())
    const load = () => fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, objects))

    const error = await load().catch((reason: unknown) => reason)
    for (const statement of (error as MismatchError).statements) await warehouse.query(statement)
    await load()

    expect(await fixture.rows('events')).toEqual([{ id: '1', name: 'longer' }])
  })

  test('may say evolve: add, where that would do', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id bigint)')
    const work = (target: Target) => fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, []))
    await expect(work(TARGET)).rejects.toThrow(
      'Change the target, or the table, or set evolve: add in the target, and a run adds columns that may be NULL.',
    )
    await expect(work({ ...TARGET, evolve: 'add' })).rejects.toThrow(/Change the target, or the table\.$/)
  })

  test('is loaded where an IDENTITY fills what the target does not', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (number bigint identity(1, 1), id bigint, name varchar(16))')
    await fixture.source.put('a.json', '{"id":7}')
    const objects = await collect(fixture.source.list())
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, objects))
    expect(await fixture.rows('events')).toEqual([{ number: '1', id: '7', name: null }])
  })

  test('is loaded where that does no harm: wider, narrower and more columns', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(`create table events (id integer, name varchar(32), note super)`)
    await fixture.source.put('a.json', '{"id":1,"name":"x"}')
    const objects = await collect(fixture.source.list())
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, objects))
    expect(await fixture.rows('events')).toEqual([{ id: 1, name: 'x', note: null }])
  })
})
