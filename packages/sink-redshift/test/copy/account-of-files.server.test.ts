import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySource } from '../load-source.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

async function put({ source }: RedshiftFixture, ids: readonly number[]): Promise<void> {
  for (const id of ids) await source.put(`${id}.json`, JSON.stringify({ id }))
}

describe('objects that were to be copied, and files that were read', () => {
  /** Does `work` while the table of what was read is this query, over the table as it is. */
  async function withDetail(query: string, work: () => Promise<void>): Promise<void> {
    await warehouse.query('alter view pg_catalog.sys_load_detail rename to detail')
    try {
      if (query !== '') await warehouse.query(`create view pg_catalog.sys_load_detail as ${query}`)
      await work()
    } finally {
      if (query !== '') await warehouse.query('drop view pg_catalog.sys_load_detail')
      await warehouse.query('alter view pg_catalog.detail rename to sys_load_detail')
    }
  }

  test('must be as many', async () => {
    await withDetail(`select * from pg_catalog.detail where file_name not like '%1.json%'`, async () => {
      await using fixture = await warehouse.fixture()
      await put(fixture, [0, 1, 2])
      await expect(copySource(fixture, EVENTS)).rejects.toMatchObject({
        code: 'UNACCOUNTED',
        message: expect.stringContaining(
          'Of 3 objects to be copied into "events", Redshift has read 2',
        ) as string,
      })
      expect(await fixture.rows('events')).toEqual([])
    })
  })

  test.each([
    ['nothing is noted', 'select * from pg_catalog.detail where query_id < 0'],
    ['the user may not see what is noted', ''],
  ])('are not compared if %s', async (_, query) => {
    await withDetail(query, async () => {
      await using fixture = await warehouse.fixture()
      await put(fixture, [0, 1])
      expect(await copySource(fixture, EVENTS)).toEqual({ rows: 2, rejected: 0 })
    })
  })
})
