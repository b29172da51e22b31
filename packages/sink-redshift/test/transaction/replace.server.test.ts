import { collect, each } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putObject } from '../put-object.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const DAY = { column: 'at', from: '2026-01-02', to: '2026-01-03' }

test('a table of a schema is made, staged and replaced there, and marks stand in a schema of their own', async () => {
  await warehouse.query('create schema if not exists staging')
  await warehouse.query('create schema if not exists ops')
  for (const replace of ['delete', 'rename'] as const) {
    await using fixture = await warehouse.fixture({ marksSchema: 'ops', replace })
    await warehouse.query('drop table if exists staging.events')
    const target = { ...EVENTS, table: 'staging.Events' }
    for (const id of [1, 2]) {
      const listed = await putObject(fixture, { id })
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
    // What is locked for a table stands beside it.
    const own = tables.slice(0, -1).map(({ schemaname, tablename }) => `${schemaname}.${tablename}`)
    for (const name of own) expect(name).toMatch(/^(ops\.arbalest_marks|staging\.arbalest_lock)_/)
    expect(own.length).toBeGreaterThan(1)
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
  const listed = await putObject(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))
  await warehouse.query('create view ids as select id from events')
  const replaceBy = (sink: typeof fixture.sink) =>
    sink.transaction({ scope: 'p/s' }, async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, await putObject(fixture, { id: 2 }))
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
  const listed = await putObject(fixture, { id: 1 })
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    const staged = await tx.stage(EVENTS)
    await tx.copy(staged, listed)
    await tx.replace(EVENTS, staged)
  })
  expect(await fixture.rows('events')).toEqual([{ id: 1, note: 'new', at: null, user_name: null }])
})

test('rows out of range are reported with their number and an example', async () => {
  await using fixture = await warehouse.fixture()
  const listed = await putObject(
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
    const listed = await putObject(
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
    const listed = await putObject(fixture, { id: 1 }, { id: 2 })
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
