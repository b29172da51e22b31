import { field, orderedFields } from '@arbalest/core'
import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copySource } from '../load-source.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const copy = (fixture: RedshiftFixture, target = ORDERS) => copySource(fixture, target)

const parquet = { copy: { format: 'parquet' } } as const

const ORDERS = orderedFields('orders', field('id', 'bigint'), field('note', 'varchar(4)'))

const ROWS = `select cast(1 as bigint) as a, cast('one' as varchar(16)) as b union all select 2, null`

const orders = () => warehouse.query('select * from orders order by id')

test('Parquet is loaded by the order of its columns, whatever their names, and nothing stays in the metadata', async () => {
  await using fixture = await warehouse.fixture(parquet)
  await fixture.source.put('a.parquet', await warehouse.parquet(ROWS))
  await fixture.source.put(
    'b.gz.parquet',
    await warehouse.parquet('select cast(3 as bigint) as note, $$x$$ as id'),
  )
  expect(await copy(fixture)).toEqual({ rows: 3, rejected: 0 })
  expect(await orders()).toEqual([
    { id: '1', note: 'one' },
    { id: '2', note: null },
    { id: '3', note: 'x' },
  ])
  expect(await fixture.metadata()).toEqual([])
})

test('every type of column takes the values of Parquet that are of its kind', async () => {
  await using fixture = await warehouse.fixture(parquet)
  const types = {
    a: 'boolean',
    b: 'smallint',
    c: 'bigint',
    d: 'decimal(10,2)',
    e: 'double precision',
    f: 'date',
    g: 'timestamp',
    h: 'varchar(8)',
    i: 'super',
  } as const
  const select =
    `select true as a, cast(7 as smallint) as b, cast(9007199254740993 as bigint) as c, cast(12.34 as decimal(10,2)) as d, ` +
    `cast(0.5 as double precision) as e, cast('2026-01-02' as date) as f, cast('2026-01-02 03:04:05' as timestamp) as g, ` +
    `cast('é😀' as varchar(8)) as h, json_parse('{"k":[1]}') as i`
  await fixture.source.put('a.parquet', await warehouse.parquet(select))
  await copy(
    fixture,
    orderedFields('orders', ...Object.entries(types).map(([name, type]) => field(name, type))),
  )
  const [row] = await warehouse.query(
    'select a, b, cast(c as varchar) as c, d, e, cast(f as varchar) as f, cast(g as varchar) as g, h, i from orders',
  )
  expect(row).toEqual({
    a: true,
    b: 7,
    c: '9007199254740993',
    d: '12.34',
    e: 0.5,
    f: '2026-01-02',
    g: '2026-01-02 03:04:05',
    h: 'é😀',
    i: expect.anything() as unknown,
  })
})

test.each(['delete', 'rename'] as const)(
  'Parquet replaces a table, and ranges of one with a constant, with replace: %s',
  async (replace) => {
    await using fixture = await warehouse.fixture({ ...parquet, replace })
    await fixture.source.put('a.parquet', await warehouse.parquet(ROWS))
    const objects = await collect(fixture.source.list())
    const day = { name: 'day', type: 'date', path: [] }
    const target = { ...ORDERS, columns: [day, ...ORDERS.columns] }
    for (const constant of ['2026-01-02', '2026-01-03', '2026-01-03']) {
      await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
        const staged = await tx.stage({ ...target, columns: [{ ...day, constant }, ...ORDERS.columns] })
        await tx.copy(staged, objects)
        await tx.replace(target, staged, {
          column: 'day',
          from: constant,
          to: `${constant.slice(0, 9)}${Number(constant[9]) + 1}`,
        })
      })
    }
    expect(await warehouse.query('select cast(day as varchar) as day, id from orders order by 1, 2')).toEqual(
      [
        { day: '2026-01-02', id: '1' },
        { day: '2026-01-02', id: '2' },
        { day: '2026-01-03', id: '1' },
        { day: '2026-01-03', id: '2' },
      ],
    )
    await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
      const staged = await tx.stage(ORDERS)
      await tx.copy(staged, objects)
      await tx.replace(ORDERS, staged)
    })
    expect(await warehouse.query('select id from orders order by 1')).toEqual([{ id: '1' }, { id: '2' }])
  },
)

test('an object that has been overwritten since it was listed is worth another try', async () => {
  await using fixture = await warehouse.fixture(parquet)
  await fixture.source.put('a.parquet', Buffer.alloc(2_000_000))
  const objects = await collect(fixture.source.list())
  await fixture.source.put('a.parquet', await warehouse.parquet('select cast(1 as bigint) as a'))
  await expect(
    fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(ORDERS, objects)),
  ).rejects.toMatchObject({
    code: 'OBJECT_CHANGED',
    retryable: true,
    message: expect.stringContaining(objects[0]!.url) as string,
  })
})
