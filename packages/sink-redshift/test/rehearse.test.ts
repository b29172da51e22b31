import { collect, jsonObject, LoadError, property, type ColumnType } from '@arbalest/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

describe('a rehearsal', () => {
  // Each a value that does not fit its type, with one before it that does.
  test.each([
    ['smallint', '1', '40000'],
    ['integer', '1', '"x"'],
    ['bigint', '1', '9223372036854775808'],
    ['decimal(4,2)', '12.34', '123.4'],
    ['real', '1.5', '1e300'],
    ['double precision', '1.5', '"x"'],
    ['boolean', 'true', '"maybe"'],
    ['char(2)', '"ab"', '"é"'],
    ['varchar(3)', '"é"', '"abcd"'],
    ['date', '"2018-02-07"', '"2018-02-30"'],
    ['timestamp', '"2018-02-07 10:11:12"', '"noon"'],
    ['timestamptz', '"2018-02-07T10:11:12Z"', '1518000000'],
    ['time', '"10:11"', '"25:00"'],
    ['super', '{"a":[1]}', '{"a":1,"a":2}'],
    ['varbyte(2)', '"00ff"', '"0g"'],
  ] as const)('of a value that does not fit %s tells what a load would meet', async (type, good, bad) => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject('events', property('v', type as ColumnType))
    await fixture.source.put('a.json', `{"v":${good}}\n{"v":${bad}}\n`)
    const objects = await collect(fixture.source.list())
    const rejections = await fixture.sink.rehearse('p/s', async (tx) => void (await tx.copy(target, objects)))
    const error: unknown = await fixture.sink
      .transaction('p/s', (tx) => tx.copy(target, objects))
      .catch((reason: unknown) => reason)
    expect(rejections).toHaveLength(1)
    expect(error).toBeInstanceOf(LoadError)
    expect(rejections).toEqual((error as LoadError).rejections)
  })

  test('tells of every row in every object, and leaves warehouse and bucket as they were', async () => {
    await using fixture = await warehouse.fixture()
    const target = jsonObject('events', property('id', 'integer'))
    await warehouse.query('create table events (id integer)')
    await warehouse.query('insert into events values (7)')
    const before = { tables: await fixture.tables(), metadata: await fixture.metadata() }
    await fixture.source.put('a.json', '{"id":"x"}\n{"id":1}\n{"id":"y"}\n')
    await fixture.source.put('b.json', '{"id":2}\n{"id":"z"}\n')
    const objects = await collect(fixture.source.list())

    const rejections = await fixture.sink.rehearse('p/s', async (tx) => {
      const staged = await tx.stage(target)
      await tx.copy(staged, objects)
      await tx.replace(target, staged)
      await tx.execute({ text: 'create table summary as select count(*) from events' })
      await tx.execute({ text: 'delete from events' })
    })

    expect(rejections.map(({ object, line, value }) => `${object.slice(-6)} ${line} ${value}`)).toEqual([
      'a.json 1 x',
      'a.json 3 y',
      'b.json 2 z',
    ])
    expect({ tables: await fixture.tables(), metadata: await fixture.metadata() }).toEqual(before)
    expect(await fixture.rows('events')).toEqual([{ id: 7 }])
    expect(await collect(fixture.sink.marks('p/s'))).toEqual([])
  })

  test.each(['events', 'public.events'])(
    'tries %s with the columns that a run would add, and neither adds nor waits for them',
    async (table) => {
      await using fixture = await warehouse.fixture({ replace: 'rename' })
      const target = jsonObject({ table, evolve: 'add' }, property('id', 'integer'), property('mag', 'real'))
      await warehouse.query('create table events (id integer)')
      await fixture.source.put('a.json', '{"id":1,"mag":"x"}\n{"id":2,"mag":1}\n')
      const objects = await collect(fixture.source.list())
      const reader = await warehouse.connect()
      await reader.query('begin; select * from events')

      const rejections = await fixture.sink.rehearse('p/s', async (tx) => {
        await tx.copy(target, objects)
        const staged = await tx.stage(target)
        await tx.copy(staged, objects)
        await tx.replace(target, staged)
        await tx.execute({ text: 'select 1' })
        await tx.copy(target, objects)
        if (table === 'events') await tx.execute({ text: 'select mag from events' })
      })

      await reader.end()
      expect(rejections.map(({ column, value }) => `${column} ${value}`)).toEqual(Array(3).fill('mag x'))
      expect(await fixture.rows('events')).toEqual([])
      expect(await fixture.sink.schema.columns('events')).toHaveLength(1)
      expect(await fixture.tables()).toEqual(['events'])
    },
  )

  test('throws what is wrong with the table, or with a statement', async () => {
    await using fixture = await warehouse.fixture()
    await warehouse.query('create table events (id date)')
    const target = jsonObject('events', property('id', 'integer'))
    await expect(
      fixture.sink.rehearse('p/s', async (tx) => void (await tx.copy(target, []))),
    ).rejects.toMatchObject({ code: 'TARGET_MISMATCH' })
    await expect(
      fixture.sink.rehearse('p/s', (tx) => tx.execute({ text: 'select * from nosuch' })),
    ).rejects.toMatchObject({ code: 'SQL_FAILED' })
  })
})
