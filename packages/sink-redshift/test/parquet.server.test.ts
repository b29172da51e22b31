import { field, orderedFields } from '@arbalest/core'
import { collect, LoadError, type Target } from '@arbalest/core/plugin'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const parquet = { copy: { format: 'parquet' } } as const

const ORDERS = orderedFields('orders', field('id', 'bigint'), field('note', 'varchar(4)'))

const ROWS = `select cast(1 as bigint) as a, cast('one' as varchar(16)) as b union all select 2, null`

async function copy({ sink, source }: RedshiftFixture, target: Target = ORDERS) {
  const objects = await collect(source.list())
  return sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, objects))
}

async function rehearse({ sink, source }: RedshiftFixture, target: Target = ORDERS) {
  const objects = await collect(source.list())
  return sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => void (await tx.copy(target, objects)))
}

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
    'select a, b, c, d, e, cast(f as varchar) as f, cast(g as varchar) as g, h, i from orders',
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

describe('Parquet that does not fit', () => {
  const cases: [what: string, content: () => Promise<Buffer>, message: RegExp][] = [
    [
      'has text that is too long',
      () => warehouse.parquet(`select cast(1 as bigint) as a, 'longer' as b`),
      /column note is longer/,
    ],
    [
      'has too few columns',
      () => warehouse.parquet('select cast(1 as bigint) as a'),
      /Table columns: 2, Data columns: 1/,
    ],
    [
      'has too many columns',
      () => warehouse.parquet(`select cast(1 as bigint) as a, 'x' as b, 'y' as c`),
      /Table columns: 2, Data columns: 3/,
    ],
    [
      'has a column of another type',
      () => warehouse.parquet(`select 'x' as a, 'x' as b`),
      /incompatible Parquet schema for column 'id'/,
    ],
    ['is no Parquet', async () => Buffer.from('1,one\n'), /not a Parquet file/],
  ]

  test.each(cases)(
    'as it %s is told with its object and why, by a load and by a rehearsal',
    async (_, content, message) => {
      await using fixture = await warehouse.fixture(parquet)
      await fixture.source.put('1', await warehouse.parquet(ROWS))
      await fixture.source.put('10', await content())
      for (const work of [copy, rehearse]) {
        const error: unknown = await work(fixture).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(LoadError)
        expect(error).toMatchObject({ code: 'LOAD_REJECTED', retryable: false, rejections: [] })
        expect((error as Error).message).toMatch(message)
        expect((error as Error).message).toMatch(/^s3:\/\/acme\/data\/\d+\/10 does not fit its table: /)
      }
      expect(await fixture.tables()).toEqual([])
      expect(await fixture.metadata()).toEqual([])
    },
  )

  test('as a column needs a value is told with that column', async () => {
    await using fixture = await warehouse.fixture(parquet)
    await fixture.source.put('a.parquet', await warehouse.parquet(ROWS))
    const target = orderedFields(
      'orders',
      field('id', 'bigint'),
      field('note', 'varchar(4)', { notNull: true }),
    )
    await expect(copy(fixture, target)).rejects.toThrow(/a\.parquet does not fit its table: .*Column: note/)
    await expect(rehearse(fixture, target)).rejects.toThrow(
      /a\.parquet does not fit its table: .*Column: note/,
    )
  })

  test('may lack its last columns where that is asked for', async () => {
    await using fixture = await warehouse.fixture({ copy: { format: 'parquet', fillRecord: true } })
    await fixture.source.put('a.parquet', await warehouse.parquet('select cast(1 as bigint) as a'))
    await copy(fixture)
    expect(await orders()).toEqual([{ id: '1', note: null }])
  })
})

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

describe('a rehearsal of Parquet', () => {
  test('loads into a table for the trial, of the columns that are there, and leaves everything as it was', async () => {
    await using fixture = await warehouse.fixture(parquet)
    await warehouse.query('create table orders (other integer default 5, note varchar(2), id bigint)')
    await warehouse.query('insert into orders (id) values (9)')
    await fixture.source.put('a.parquet', await warehouse.parquet(ROWS))
    const before = {
      tables: await fixture.tables(),
      metadata: await fixture.metadata(),
      rows: await orders(),
    }
    await expect(rehearse(fixture)).rejects.toThrow(/column note is longer .* Table: 2, Data: 3/)
    await warehouse.query('alter table orders alter column note type varchar(3)')

    const objects = await collect(fixture.source.list())
    const refused = await fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
      await tx.copy(ORDERS, objects)
      await tx.copy(ORDERS, [])
      const staged = await tx.stage(ORDERS)
      expect(await tx.copy(staged, objects)).toEqual({ rows: 0, rejected: 0 })
      await tx.replace(ORDERS, staged)
      await tx.execute({ text: 'delete from orders' })
    })

    expect(refused).toEqual({ rejected: 0 })
    expect({
      tables: await fixture.tables(),
      metadata: await fixture.metadata(),
      rows: await orders(),
    }).toEqual(before)
  })

  test('waits for nobody who has locked the table', async () => {
    await using fixture = await warehouse.fixture(parquet)
    await warehouse.query('create table orders (id bigint, note varchar(4))')
    await fixture.source.put('a.parquet', await warehouse.parquet(ROWS))
    const other = new Client(warehouse.url)
    await other.connect()
    try {
      await other.query('begin')
      await other.query('lock table orders')
      expect(await rehearse(fixture)).toEqual({ rejected: 0 })
    } finally {
      await other.end()
    }
  })
})
