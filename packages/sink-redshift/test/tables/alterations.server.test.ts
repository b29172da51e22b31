import { jsonObject, property, type Property, type TableStorage } from '@arbalest/core'
import { compareTable, type Difference, type Table, type Target } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const id = property('id', 'bigint')
const at = property('at', 'timestamp')
const name = property('name', 'varchar(16)')
const events = (attributes: TableStorage, ...properties: readonly Property[]) =>
  jsonObject({ table: 'events', ...attributes }, ...properties)

async function tableOf({ sink }: RedshiftFixture, { table }: Target): Promise<Table> {
  return (await sink.powers.tables!.describe(table))!
}

async function differencesOf(fixture: RedshiftFixture, target: Target): Promise<Difference[]> {
  const table = await tableOf(fixture, target)
  const { compare } = fixture.sink.powers.tables!.ddl
  return [...compareTable(target, table.columns), ...compare(table, target)]
}

async function statementsFor(fixture: RedshiftFixture, target: Target): Promise<string[]> {
  const { alter } = fixture.sink.powers.tables!.ddl
  const statements = alter(await tableOf(fixture, target), target, await differencesOf(fixture, target))
  return statements.map(({ text }) => text)
}

/** What is left of the differences once the statements have been run, one by one, as printed. */
async function leftAfter(fixture: RedshiftFixture, target: Target): Promise<unknown[]> {
  for (const statement of await statementsFor(fixture, target)) await warehouse.query(`${statement};`)
  return (await differencesOf(fixture, target)).map(({ kind, what = kind, column = '' }) =>
    `${what} ${column}`.trim(),
  )
}

const LIKE_NOTHING = 'id bigint, name varchar(8), at timestamp'

describe('what ALTER TABLE can do is one statement each', () => {
  test.each([
    [
      'a missing column',
      events({}, id, name, property('mag', 'real', { encode: 'zstd' })),
      `${LIKE_NOTHING}, x int`,
      [
        'alter table "events" add column "mag" real encode zstd',
        'alter table "events" alter column "name" type varchar(16)',
      ],
    ],
    [
      'a missing column that must have a value',
      events(
        {},
        id,
        property('a', 'integer', { notNull: true, default: 7 }),
        property('b', 'integer', { notNull: true }),
      ),
      'id bigint',
      [
        'alter table "events" add column "a" integer default 7 not null',
        'alter table "events" add column "b" integer',
      ],
    ],
    [
      'an encoding',
      events({}, property('id', 'bigint', { encode: 'zstd' })),
      'id bigint',
      ['alter table "events" alter column "id" encode zstd'],
    ],
    [
      'a distribution',
      events({ distStyle: 'all' }, id),
      'id bigint distkey',
      ['alter table "events" alter diststyle all'],
    ],
    [
      'keys',
      events({ distKey: 'id', sortKey: ['at', 'id'] }, id, at),
      'id bigint, at timestamp',
      ['alter table "events" alter compound sortkey ("at", "id")', 'alter table "events" alter distkey "id"'],
    ],
  ] as const)('%s', async (_, target, columns, expected) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(`create table events (${columns})`)
    await warehouse.query('insert into events (id) values (1), (2)')
    expect(await statementsFor(fixture, target)).toEqual(expected)
    const left = await leftAfter(fixture, target)
    expect(left.filter((kind) => !/^(extra|nullable) /.test(String(kind)))).toEqual([])
    expect(await fixture.rows('events')).toHaveLength(2)
  })

  test('an interleaved sort key goes first, as nothing can be changed under it', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id bigint, at timestamp) interleaved sortkey (id, at)')
    const target = events(
      { distKey: 'id', sortKey: ['at'] },
      property('id', 'bigint', { encode: 'zstd' }),
      at,
    )
    expect(await leftAfter(fixture, target)).toEqual([])
  })

  test('nothing is printed if it would take more than that, and does no harm', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(
      'create table events (id bigint, at timestamp not null) interleaved sortkey (id, at)',
    )
    const target = events(
      { distStyle: 'even', sortKey: ['at', 'id'], sortStyle: 'interleaved' },
      property('id', 'bigint', { notNull: true, encode: 'lzo' }),
      at,
    )
    expect(await statementsFor(fixture, target)).toEqual([])
    expect(await leftAfter(fixture, target)).toEqual([
      'nullable id',
      'not null at',
      'encoding id',
      'distribution',
      'sort key',
    ])
  })
})

describe('what it cannot do makes the table anew', () => {
  test.each([
    ['a column of another type', 'name integer', '1'],
    ['a narrower column that is no VARCHAR', 'name char(8)', "'x'"],
    ['a narrower column with a default', `name varchar(8) default 'x'`, "'x'"],
    ['a narrower column with an encoding that fixes it', 'name varchar(8) encode bytedict', "'x'"],
  ])('%s', async (_, column, value) => {
    await using fixture = await warehouse.fixture()
    await warehouse.query(`create table events (id bigint, ${column})`)
    await warehouse.query(`insert into events values (1, ${value}), (2, null)`)
    const target = events({}, id, name)
    const statements = await statementsFor(fixture, target)
    expect(statements.map((text) => text.split(' ')[0])).toEqual([
      'begin',
      'lock',
      'create',
      'insert',
      'drop',
      'alter',
      'commit',
    ])
    expect(await leftAfter(fixture, target)).toEqual([])
    const rows = await fixture.rows('events')
    expect(rows.toSorted((a, b) => Number(a['id']) - Number(b['id']))).toMatchObject([
      { id: '1', name: expect.stringMatching(/^[1x] *$/) },
      { id: '2', name: null },
    ])
    expect(await fixture.tables()).toEqual(['events'])
  })

  test('with all that it has and the target does not name, and stored as it was where the target leaves that open', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create schema if not exists elsewhere; drop table if exists elsewhere.events')
    await warehouse.query(`create table elsewhere.events (
      id integer not null, note varchar(8) default 'none' not null, region char(2) not null, "at" date, total bigint
    ) diststyle all interleaved sortkey (note, id)`)
    await warehouse.query(`insert into elsewhere.events values (1, 'kept', 'eu', '2018-02-07', 9)`)
    const target = jsonObject(
      { table: 'elsewhere.events', evolve: 'add' },
      property('id', 'bigint', { encode: 'zstd' }),
      property('at', 'timestamp'),
      property('total', 'integer'),
      property('mag', 'real', { default: 1.5 }),
    )
    const statements = await statementsFor(fixture, target)
    expect(statements[2]).toMatch(
      /^create table "elsewhere"."arbalest_rebuilt_events_[0-9a-f]{8}" \(\n {2}"id" bigint encode zstd not null,\n {2}"note" varchar\(8\) default 'none'::character varying not null,\n {2}"region" char\(2\),\n {2}"at" timestamp,\n {2}"total" bigint,\n {2}"mag" real default 1.5\n\)\ndiststyle all\ninterleaved sortkey \("note", "id"\)$/,
    )
    expect(await leftAfter(fixture, target)).toEqual([
      'not null id',
      'wider total',
      'extra note',
      'extra region',
    ])
    expect(
      await warehouse.query('select id, note, region, at::varchar as at, total, mag from elsewhere.events'),
    ).toEqual([{ id: '1', note: 'kept', region: 'eu', at: '2018-02-07 00:00:00', total: '9', mag: 1.5 }])
  })

  test('but not where that would lose the values of an IDENTITY', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (number bigint identity(1, 1), id varchar(8))')
    expect(await statementsFor(fixture, events({}, id))).toEqual([])
  })
})
