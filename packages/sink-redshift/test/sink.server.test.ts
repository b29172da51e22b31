import { gzipSync } from 'node:zlib'
import { jsonObject, property } from '@arbalest/core'
import { collect, each, LoadError, SinkError, type SourceObject } from '@arbalest/core/plugin'
import { EVENTS, lines, type EventDocument } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadErrorTable } from '../src/copy/load-errors.js'
import { lastLoadErrors, type LoadErrorTable } from '../src/statements/load-errors.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const DAY = { column: 'at', from: '2026-01-02', to: '2026-01-03' }

async function objects({ source }: RedshiftFixture, ...documents: EventDocument[]): Promise<SourceObject[]> {
  await source.put('a.json', lines(...documents))
  return collect(source.list())
}

test('its url tells where it is, and no secret', async () => {
  await using fixture = await warehouse.fixture()
  expect(fixture.sink.url).toBe(`redshift://127.0.0.1:${new URL(warehouse.url).port}/dev`)
})

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
  const good = await objects(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, good))
  const bad = await objects(fixture, { id: 'x' })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    LoadError,
  )
  expect(await fixture.metadata()).toEqual([expect.stringMatching(/^jsonpaths\/[0-9a-f]{64}\.json$/)])
})

test('rows that do not fit are left out, and counted, where the user allows for some', async () => {
  await using fixture = await warehouse.fixture({ copy: { maxError: 3 } })
  const some = await objects(fixture, { id: 1 }, { id: 'x' }, { id: 2, user: { name: 'far too long' } })
  const copied = await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, some))
  const object = some[0]!.url
  expect(copied).toEqual({
    rows: 1,
    rejected: 2,
    rejections: [
      { object, line: 2, column: 'id', value: 'x', reason: expect.stringContaining("'x'") as string },
      {
        object,
        line: 3,
        column: 'user_name',
        value: 'far too long',
        reason: 'String length exceeds DDL length',
      },
    ],
  })
  const many = await objects(fixture, { id: 'x' }, { id: 'y' }, { id: 3 }, { id: 'z' })
  const error: unknown = await fixture.sink
    .transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, many))
    .catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(LoadError)
  expect((error as LoadError).rejections.map(({ line }) => line)).toEqual([1, 2, 4])
  expect((error as LoadError).message).toContain('(and 2 more)')
})

test('a row that does not fit is told as a person wants it', async () => {
  await using fixture = await warehouse.fixture()
  const bad = await objects(fixture, { id: 1 }, { id: 2, user: { name: 'far too long' } })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    `${bad[0]!.url}, line 2, column "user_name": "far too long" does not fit varchar(8): String length exceeds DDL length`,
  )
})

test('both of the tables that tell of load errors are read alike', async () => {
  await using fixture = await warehouse.fixture()
  const bad = await objects(fixture, { id: 1 }, { id: 'x' })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))).rejects.toThrow(
    LoadError,
  )
  const [last] = await warehouse.query('select session from stl_load_errors order by query desc limit 1')
  const rows = async (table: LoadErrorTable) =>
    (await warehouse.query(lastLoadErrors(table, Number(last?.['session'])).text)).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value).trimEnd()])),
    )
  const expected = {
    object: bad[0]!.url,
    line: '2',
    column: 'id',
    reason: expect.stringContaining("'x'") as string,
  }
  expect(await rows('stl_load_errors')).toEqual([{ ...expected, value: 'x' }])
  expect(await rows('sys_load_error_detail')).toEqual([{ ...expected, value: '' }])
})

test('either wording of a failed load names the table that tells more', () => {
  const failed = (table: string) => `Load into table 't' failed.  Check '${table}' system table for details.`
  expect(loadErrorTable(failed('stl_load_errors'))).toBe('stl_load_errors')
  expect(loadErrorTable(`${failed('sys_load_error_detail')} [ErrorId: 1-6a]`)).toBe('sys_load_error_detail')
  expect(loadErrorTable('S3ServiceException:Access Denied')).toBeUndefined()
})

test('an object that was gone before the copy is worth another try', async () => {
  await using fixture = await warehouse.fixture()
  const listed = await objects(fixture, { id: 1 })
  await fixture.source.remove('a.json')
  await expect(
    fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed)),
  ).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    retryable: true,
    message: expect.stringContaining(listed[0]!.url) as string,
  })
})

test('metadata that cannot be written is told with its place', async () => {
  await using fixture = await warehouse.fixture({ metadata: 's3://no-such-bucket/x/' })
  const listed = await objects(fixture, { id: 1 })
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))).rejects.toThrow(
    /could not write to its metadata.*"no-such-bucket" does not exist/,
  )
})

test('a table of a schema is made, staged and replaced there, and marks stand in a schema of their own', async () => {
  await warehouse.query('create schema if not exists staging')
  await warehouse.query('create schema if not exists ops')
  for (const replace of ['delete', 'rename'] as const) {
    await using fixture = await warehouse.fixture({ marksSchema: 'ops', replace })
    await warehouse.query('drop table if exists staging.events')
    const target = { ...EVENTS, table: 'staging.Events' }
    for (const id of [1, 2]) {
      const listed = await objects(fixture, { id })
      await fixture.sink.transaction({ scope: `p/${replace}` }, async (tx) => {
        const staged = await tx.stage(target)
        await tx.copy(staged, listed)
        await tx.replace(target, staged)
        await tx.mark([{ key: 'a', version: `${id}`, ...(id > 1 && { previous: '1' }) }])
      })
    }
    expect(await warehouse.query('select id from staging.events')).toEqual([{ id: 2 }])
    expect(await collect(each(fixture.sink.marks(`p/${replace}`)))).toEqual([
      { key: 'a', version: '2', state: 'loaded' },
    ])
    const tables = await warehouse.query(
      `select schemaname, tablename from pg_tables where schemaname in ('ops', 'staging', 'public') order by 1, 2`,
    )
    expect(tables.at(-1)).toEqual({ schemaname: 'staging', tablename: 'events' })
    expect(new Set(tables.slice(0, -1).map(({ schemaname }) => schemaname))).toEqual(new Set(['ops']))
  }
  await warehouse.query('drop schema staging cascade')
  await warehouse.query('drop schema ops cascade')
})

test('what is staged and not used is gone after the commit', async () => {
  for (const replace of ['delete', 'rename'] as const) {
    await using fixture = await warehouse.fixture({ replace })
    await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.stage(EVENTS))
    expect(await fixture.tables()).toEqual([])
  }
})

test('a replacement by delete keeps the views on a table, which one by rename refuses to drop', async () => {
  await using fixture = await warehouse.fixture()
  const listed = await objects(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))
  await warehouse.query('create view ids as select id from events')
  const replaceBy = (sink: typeof fixture.sink) =>
    sink.transaction({ scope: 'p/s' }, async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, await objects(fixture, { id: 2 }))
      await tx.replace(EVENTS, staged)
    })
  await replaceBy(fixture.sink)
  expect(await warehouse.query('select id from ids')).toEqual([{ id: 2 }])
  await expect(replaceBy(fixture.sinkWith({ replace: 'rename' }))).rejects.toThrow(/depend/)
  expect(await warehouse.query('select id from ids')).toEqual([{ id: 2 }])
})

test('a replacement by rename keeps columns of the table that the target does not have', async () => {
  await using fixture = await warehouse.fixture({ replace: 'rename' })
  await warehouse.query(
    `create table events (id integer, note varchar(8) default 'new', at varchar(32), user_name varchar(8))`,
  )
  const listed = await objects(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    const staged = await tx.stage(EVENTS)
    await tx.copy(staged, listed)
    await tx.replace(EVENTS, staged)
  })
  expect(await fixture.rows('events')).toEqual([{ id: 1, note: 'new', at: null, user_name: null }])
})

test('rows out of range are told with their number and an example', async () => {
  await using fixture = await warehouse.fixture()
  const listed = await objects(
    fixture,
    { id: 1, at: '2026-01-02' },
    { id: 2, at: '2026-01-03' },
    { id: 3, at: null },
    { id: 4, at: '2026-01-04' },
  )
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    const staged = await tx.stage(EVENTS)
    await tx.copy(staged, listed)
    await tx.replace(EVENTS, staged, DAY)
  })
  await expect(work).rejects.toThrow(
    '3 of the rows for "events" have a "at" that is not from "2026-01-02" to below "2026-01-03" (1 with none, one at "2026-01-03")',
  )
})

test.each(['delete', 'rename'] as const)(
  'rows out of range are left out where that is wanted, and the others inserted in order, with replace: %s',
  async (replace) => {
    await using fixture = await warehouse.fixture({ replace })
    const listed = await objects(
      fixture,
      { id: 1, at: '2026-01-04' },
      { id: 2, at: '2026-01-01' },
      { id: 3, at: '2026-01-03' },
      { id: 4, at: null },
    )
    const replaced = await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, listed)
      const range = { column: 'at', from: '2026-01-02' }
      return tx.replace(EVENTS, staged, range, { outside: 'leave out', sortedBy: 'at' })
    })
    expect(replaced).toEqual({ outside: 2 })
    expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([3, 1])
  },
)

test.each(['delete', 'rename'] as const)(
  'a constant is in every staged row, and no default of the target, with replace: %s',
  async (replace) => {
    await using fixture = await warehouse.fixture({ replace })
    const listed = await objects(fixture, { id: 1 }, { id: 2 })
    const day = { name: 'day', type: 'date', path: [] }
    const target = { table: 'events', columns: [...EVENTS.columns, day] }
    const dated = { table: 'events', columns: [...EVENTS.columns, { ...day, constant: '2026-01-02' }] }
    await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      const staged = await tx.stage(dated)
      await tx.copy(staged, listed)
      await tx.replace(target, staged)
      await tx.execute({ text: 'insert into events (id) values (3)' })
    })
    expect(await warehouse.query('select id, cast(day as varchar) as day from events order by id')).toEqual([
      { id: 1, day: '2026-01-02' },
      { id: 2, day: '2026-01-02' },
      { id: 3, day: null },
    ])
  },
)

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

test('values are bound in queries, and written in elsewhere', async () => {
  await using fixture = await warehouse.fixture()
  const values = [`it's a \\ "test"`, new Date(Date.UTC(2026, 0, 2)), null, 7]
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.execute({
      text: 'create table events as select $1 as a, cast($2 as timestamp) as b, $4 as d',
      values,
    })
    await tx.execute({ text: 'insert into events (a, b, d) values ($1, $2, $3)', values: values.slice(0, 3) })
  })
  const row = `select a, cast(b as varchar) as b, d from events order by d`
  expect(await warehouse.query(row)).toEqual([
    { a: values[0], b: '2026-01-02 00:00:00', d: 7 },
    { a: values[0], b: '2026-01-02 00:00:00', d: null },
  ])
})

test('a statement that the server refuses is told by its beginning', async () => {
  await using fixture = await warehouse.fixture()
  const text = `select 'secret', nothing from nowhere`
  await expect(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))).rejects.toThrow(
    `could not run "select '…', nothing from nowhere": relation "nowhere" does not exist`,
  )
})

test.each(['truncate t', ' /* now */ COMMIT', '/* /* */ */ commit', '; -- ;\n;commit', 'rollback'])(
  'the statement "%s" is refused, as it would end the transaction',
  async (text) => {
    await using fixture = await warehouse.fixture()
    const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      await tx.execute({ text: 'create table t (id integer)' })
      await tx.execute({ text })
    })
    await expect(work).rejects.toThrow(/would end the transaction/)
    expect(await fixture.tables()).toEqual([])
  },
)

test.each(['commit', 'commit; begin', 'end; create table u (id integer)', 'select 1'])(
  'a text that goes on after its first statement is refused, and nothing of it is done: %s',
  async (more) => {
    await using fixture = await warehouse.fixture()
    const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) =>
      tx.execute({ text: `create table t (id integer); ${more}` }),
    )
    await expect(work).rejects.toThrow(/"create table t .* holds several statements/)
    expect(await fixture.tables()).toEqual([])
  },
)

test.each(['begin', 'start transaction'])('the statement "%s" is refused', async (text) => {
  await using fixture = await warehouse.fixture()
  const work = fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text }))
  await expect(work).rejects.toThrow(/would begin a transaction/)
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
    'select flag, size, price, ratio, cast(day as varchar) as day, cast(time as varchar) as time, deep_list_1 from kinds',
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

async function marksTables(): Promise<string[]> {
  const rows = await warehouse.query(
    `select tablename from pg_tables where tablename like 'arbalest_marks_%'`,
  )
  return rows.map(({ tablename }) => String(tablename))
}

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
