import { field, orderedFields } from '@arbalest/core'
import { collect, LoadError } from '@arbalest/core/plugin'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySource, rehearseSource } from '../load-source.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const copy = (fixture: RedshiftFixture, target = ORDERS) => copySource(fixture, target)

const rehearse = (fixture: RedshiftFixture, target = ORDERS) => rehearseSource(fixture, target)

const parquet = { copy: { format: 'parquet' } } as const

const ORDERS = orderedFields('orders', field('id', 'bigint'), field('note', 'varchar(4)'))

const ROWS = `select cast(1 as bigint) as a, cast('one' as varchar(16)) as b union all select 2, null`

const orders = () => warehouse.query('select * from orders order by id')

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

  test('as a column needs a value is reported with that column', async () => {
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
