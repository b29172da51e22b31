import { testLedger } from '@arbalest/testing'
import { collect, type LedgerEntry } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const entryOf = (scope: string, units: number): LedgerEntry => ({
  run: 'r',
  scope,
  table: 'events',
  units,
  objects: 1,
  bytes: 1,
  rows: 1,
  rejected: 0,
  version: '0.1.0',
})

describe('the ledger', () => {
  testLedger(test, () => warehouse.fixture())
})

describe('the ledger of a warehouse', () => {
  test('is one view of the tables of all steps, which a run makes anew if it is gone', async () => {
    await using fixture = await warehouse.fixture()
    const note = async (scope: string, units: number) =>
      (await fixture.another()).transaction({ scope }, (tx) => tx.note!(entryOf(scope, units)))
    const shown = () =>
      warehouse.query('select pipeline, step, units, target from arbalest_loads order by units')
    await note('p/a', 1)
    await note('p/b', 2)
    await note('p/a', 3)
    const all = [
      { pipeline: 'p', step: 'a', units: '1', target: 'events' },
      { pipeline: 'p', step: 'b', units: '2', target: 'events' },
      { pipeline: 'p', step: 'a', units: '3', target: 'events' },
    ]
    expect(await shown()).toEqual(all)
    await warehouse.query('drop view arbalest_loads')
    await note('p/b', 4)
    expect(await shown()).toEqual([...all, { pipeline: 'p', step: 'b', units: '4', target: 'events' }])
  })

  test('shows no table that is gone', async () => {
    await using fixture = await warehouse.fixture()
    const note = async (scope: string) =>
      (await fixture.another()).transaction({ scope }, (tx) => tx.note!(entryOf(scope, 1)))
    await note('p/a')
    await note('p/b')
    const [gone] = await warehouse.query(
      `select tablename from pg_tables where tablename like 'arbalest_loads_p_b%'`,
    )
    await warehouse.query(`drop table ${String(gone!['tablename'])}`)
    await expect(warehouse.query('select * from arbalest_loads')).rejects.toThrow('does not exist')
    await note('p/a')
    expect(await warehouse.query('select step from arbalest_loads')).toEqual([{ step: 'a' }, { step: 'a' }])
  })

  test('is written to by several new steps at once, and shows them all', async () => {
    await using fixture = await warehouse.fixture()
    const scopes = Array.from({ length: 4 }, (_, index) => `p/${index}`)
    await Promise.all(
      scopes.map(async (scope, index) =>
        (await fixture.another()).transaction({ scope }, (tx) => tx.note!(entryOf(scope, index))),
      ),
    )
    expect(await warehouse.query('select step from arbalest_loads order by 1')).toHaveLength(scopes.length)
  })

  test('loads, and says so, if the view is not its to make', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('drop view arbalest_loads')
    await warehouse.query('create table arbalest_loads (a int)')
    const notices: string[] = []
    const sink = fixture.sinkWith({}, undefined, (message) => notices.push(message))
    await sink.transaction({ scope: 'p/a' }, (tx) => tx.note!(entryOf('p/a', 1)))
    expect(notices).toEqual([
      expect.stringMatching(/^The view "arbalest_loads" of all loads could not be created/),
    ])
    expect(await collect(sink.powers.ledger!.entries())).toHaveLength(1)
  })

  test('keeps 400 days, or as many as are wanted', async () => {
    await using fixture = await warehouse.fixture()
    const scope = 'p/a'
    const units = async () =>
      (await collect(fixture.sink.powers.ledger!.entries({ scope }))).map((entry) => entry.units)
    for (const count of [1, 2, 3])
      await fixture.sink.transaction({ scope }, (tx) => tx.note!(entryOf(scope, count)))
    const [{ table }] = (await warehouse.query(
      `select tablename as "table" from pg_tables where tablename like 'arbalest_loads_%'`,
    )) as [{ table: string }]
    for (const [count, days] of [
      [1, 401],
      [2, 399],
    ])
      await warehouse.query(
        `update ${table} set loaded_at = dateadd(day, -${days}, loaded_at) where units = ${count}`,
      )
    const later = async (count: number, ledgerDays?: number) => {
      const sink = fixture.sinkWith(ledgerDays === undefined ? {} : { ledgerDays })
      await sink.transaction({ scope }, (tx) => tx.note!(entryOf(scope, count)))
    }
    await later(4)
    expect(await units()).toEqual([4, 3, 2])
    await later(5, 30)
    expect(await units()).toEqual([5, 4, 3])
  })

  test('is read in pages', async () => {
    await using fixture = await warehouse.fixture()
    const scope = 'p/a'
    await fixture.sink.transaction({ scope }, async (tx) => {
      for (const units of [1, 2]) await tx.note!(entryOf(scope, units))
    })
    const [{ table }] = (await warehouse.query(
      `select tablename as "table" from pg_tables where tablename like 'arbalest_loads_%'`,
    )) as [{ table: string }]
    const columns = 'run, pipeline, step, target, units, objects, bytes, "rows", rejected, version'
    await warehouse.query(
      `insert into ${table} (loaded_at, ${columns}, entry) select dateadd(second, cast(n / 3 as int), loaded_at), ${columns}, n from ${table}, (select row_number() over () as n from pg_catalog.pg_attribute limit 1500) where units = 1`,
    )
    const entries = await collect(fixture.sink.powers.ledger!.entries({ scope }))
    expect(entries).toHaveLength(1502)
    const times = entries.map(({ loadedAt }) => loadedAt!.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('is not kept with ledgerDays: 0', async () => {
    await using fixture = await warehouse.fixture({ ledgerDays: 0 })
    expect(fixture.sink.powers.ledger).toBeUndefined()
  })
})
