import { collect, jsonObject, property } from '@arbalest/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const TARGET = jsonObject('events', property('id', 'bigint'), property('name', 'varchar(16)'))

describe('its schema', () => {
  test('tells the columns that a table has, whatever they are, and where there is no table', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(
      `create table events (id bigint not null, name varchar(16) default 'x' not null, at timestamptz, price decimal(10,2), all_of_it super)`,
    )
    expect(await fixture.sink.schema.columns('Events')).toEqual([
      { name: 'id', type: 'bigint', required: true, notNull: true },
      { name: 'name', type: 'varchar(16)', required: false, notNull: true },
      { name: 'at', type: 'timestamptz', required: false, notNull: false },
      { name: 'price', type: 'numeric(10,2)', required: false, notNull: false },
      { name: 'all_of_it', type: 'super', required: false, notNull: false },
    ])
    expect(await fixture.sink.schema.columns('public.events')).toHaveLength(5)
    expect(await fixture.sink.schema.columns('nosuch.events')).toBeUndefined()
  })

  test('shows a statement that makes the very table that a load makes', async () => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject(
      { table: 'events', sortKey: ['id'] },
      property('id', 'bigint', { notNull: true }),
      property('name', 'varchar(16)', { default: "it's" }),
    )
    const [statement] = fixture.sink.schema.create(target)
    expect(statement!.text).toBe(
      `create table if not exists "events" (
  "id" bigint not null,
  "name" varchar(16) default 'it''s'
)
sortkey ("id")`,
    )
    await warehouse.query(statement!.text)
    const shown = await fixture.sink.schema.columns('events')
    await warehouse.query('drop table events')
    await fixture.sink.transaction('p/s', (tx) => tx.copy(target, []))
    expect(await fixture.sink.schema.columns('events')).toEqual(shown)
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
  ])('is told before anything is loaded where it %s', async (_, columns, message) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(`create table events (${columns})`)
    await fixture.source.put('a.json', '{"id":1}')
    const objects = await collect(fixture.source.list())
    const mismatch = { code: 'TARGET_MISMATCH', retryable: false, message: expect.stringContaining(message) }
    const { sink } = fixture
    await expect(sink.transaction('p/s', (tx) => tx.copy(TARGET, objects))).rejects.toMatchObject(mismatch)
    await expect(sink.transaction('p/s', (tx) => tx.stage(TARGET))).rejects.toMatchObject(mismatch)
    const renaming = fixture.sinkWith({ replace: 'rename' })
    await expect(renaming.transaction('p/s', (tx) => tx.stage(TARGET))).rejects.toMatchObject(mismatch)
    expect(await fixture.metadata()).toEqual([])
  })

  test('is loaded where that does no harm: wider, narrower and more columns', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(`create table events (id integer, name varchar(32), note super)`)
    await fixture.source.put('a.json', '{"id":1,"name":"x"}')
    const objects = await collect(fixture.source.list())
    await fixture.sink.transaction('p/s', (tx) => tx.copy(TARGET, objects))
    expect(await fixture.rows('events')).toEqual([{ id: 1, name: 'x', note: null }])
  })
})
