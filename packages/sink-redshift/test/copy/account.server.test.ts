import { collect, type Copied } from '@arbalest/core/plugin'
import { field, orderedFields } from '@arbalest/core'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySource } from '../load-source.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

/** What a COPY of objects with these contents comes to, that may leave out so many rows. */
async function copied(mostRejected: number, ...contents: readonly string[]): Promise<Copied> {
  await using fixture = await warehouse.fixture()
  await put(fixture, contents)
  return await copySource(fixture, EVENTS, mostRejected)
}

async function put({ source }: RedshiftFixture, contents: readonly string[]): Promise<void> {
  for (const [index, content] of contents.entries()) await source.put(`${index}.json`, content)
}

describe('lines that are neither loaded nor rejected rows', () => {
  test('are none if each row has a line', async () => {
    expect(await copied(0, '{"id":1}\n{"id":2}\n', '{"id":3}')).toEqual({ rows: 3, rejected: 0 })
  })

  test('are none if rows share lines, whatever of them is rejected', async () => {
    const counts = await copied(9, '{"id":1}{"id":}{"id":3}{"id":4}')
    expect(counts).toMatchObject({ rows: 1, rejected: 3 })
    expect(counts).not.toHaveProperty('unaccounted')
  })

  test('are reported of rows that have several, which are good', async () => {
    const pretty = JSON.stringify({ id: 1, user: { name: 'Ada' } }, null, 2)
    expect(await copied(0, `${pretty}\n${pretty}\n`)).toEqual({ rows: 2, rejected: 0, unaccounted: 10 })
  })
})

test('rows of Parquet files are as many as their footers say', async () => {
  await using fixture = await warehouse.fixture({ copy: { format: 'parquet' } })
  await fixture.source.put(
    'a.parquet',
    await warehouse.parquet('select cast(1 as bigint) as id union all select 2'),
  )
  await fixture.source.put('b.parquet', await warehouse.parquet('select cast(3 as bigint) as id'))
  const objects = await collect(fixture.source.list())
  const target = orderedFields('orders', field('id', 'bigint'))

  const counts = await fixture.sink.transaction({ scope: 'p/s', source: fixture.source }, (tx) =>
    tx.copy(target, objects),
  )

  expect(counts).toEqual({ rows: 3, rejected: 0 })
})
