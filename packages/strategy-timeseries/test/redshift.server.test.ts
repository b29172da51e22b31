import { jsonObject, property, type ColumnType } from '@arbalest/core'
import { lines, testStrategy } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedshift, type Redshift } from './redshift.js'
import { scenarios } from './scenarios.js'
import { loadAll, stepOf } from './step.js'

let redshift: Redshift

beforeAll(async () => {
  redshift = await startRedshift()
})

afterAll(() => redshift[Symbol.asyncDispose]())

const events = (type: ColumnType) => jsonObject('events', property('id', 'bigint'), property('at', type))

describe('the strategy, in Redshift', () => {
  testStrategy(test, scenarios, { create: () => redshift.fixture() })

  test.each<[type: ColumnType, at: unknown, partition: string, before: unknown]>([
    ['date', '2018-02-01', '2018-02-01', '2018-01-31'],
    ['timestamp', '2018-02-01 23:59:59.999999', '2018-02-01', '2018-01-31 23:59:59.999999'],
    ['timestamptz', '2018-02-02T00:30:00+01:00', '2018-02-01T23', '2018-02-01 22:59:59+00'],
    ['char(32)', '2018-02-01T05', '2018-02-01/05', '2018-02-01T04:59'],
    ['smallint', 32767, '32767', 32766],
    ['numeric(20,0)', '99999999999999999999', '99999999999999999999', 1],
  ])('finds the rows of a partition by a %s, and leaves all others', async (type, at, partition, before) => {
    await using fixture = await redshift.fixture()
    const step = stepOf(fixture, { column: 'at' }, events(type))
    await redshift.query(`create table events (id bigint, at ${type})`)
    await redshift.query(`insert into events values (1, null), (2, '${before}')`)

    for (const id of [3, 4]) {
      await fixture.source.put(`${partition}/a`, lines({ id, at: at as string }))
      expect(await loadAll(step)).toMatchObject([{ rows: 1, outside: 0 }])
    }

    expect((await fixture.rows('events')).map(({ id }) => Number(id)).toSorted()).toEqual([1, 2, 4])
  })

  test('reports how many rows lie outside their partition, and of what kind', async () => {
    await using fixture = await redshift.fixture()
    await fixture.source.put('2018-02-01/a', lines({ id: 1, at: '2018-02-03 05:00:00' }, { id: 2, at: null }))

    await expect(loadAll(stepOf(fixture, { column: 'at' }, events('timestamp')))).rejects.toThrow(
      '2 of the rows for "events" have a "at" that is not from "2018-02-01 00:00:00" to below "2018-02-02 00:00:00" (1 with none, one at "2018-02-03 05:00:00")',
    )
    expect(await fixture.tables()).toEqual([])
  })

  test('takes away the rows of a partition that only an empty object is left in', async () => {
    await using fixture = await redshift.fixture()
    const step = stepOf(fixture, { column: 'at' }, events('timestamp'))
    await fixture.source.put('2018-02-01/a', lines({ id: 1, at: '2018-02-01' }))
    await loadAll(step)

    await fixture.source.put('2018-02-01/empty', '')
    await fixture.source.remove('2018-02-01/a')
    await loadAll(step)

    expect(await fixture.rows('events')).toEqual([])
  })

  test.each<[ddl: string, message: string]>([
    ['id bigint, at date', '"at" is date, not timestamp'],
    ['id bigint', 'no column "at"'],
  ])('loads nothing into a table (%s) that its target does not fit', async (ddl, message) => {
    await using fixture = await redshift.fixture()
    await redshift.query(`create table events (${ddl})`)
    await fixture.source.put('2018-02-01/a', lines({ id: 1, at: '2018-02-01' }))

    await expect(loadAll(stepOf(fixture, { column: 'at' }, events('timestamp')))).rejects.toThrow(message)

    expect(await fixture.rows('events')).toEqual([])
  })

  test('loads nothing into a table without the partition column', async () => {
    await using fixture = await redshift.fixture()
    await redshift.query('create table events (id bigint, at timestamp)')
    await fixture.source.put('2018-02-01/a', lines({ id: 1, at: '2018-02-01' }))
    const step = stepOf(fixture, { column: 'at', outside: 'partition-column' }, events('timestamp'))

    await expect(loadAll(step)).rejects.toThrow('no column "arbalest_partition"')

    expect(await fixture.rows('events')).toEqual([])
  })
})
