import { beforeAll, expect, test } from 'vitest'
import type { Client } from 'pg'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create table digits (n int)')
  await client.query('insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)')
  await client.query(`create table visits as
    select a.n + 10 * b.n + 100 * c.n + 1000 * d.n as visitor, d.n as day
    from digits a, digits b, digits c, digits d`)
})

const value = async (query: string) => Number((await redshift.rows(query))[0]?.[0])

test('the estimate of ten thousand values is near, that of a few is exact', async () => {
  const estimate = await value('select hll(visitor) from visits')
  expect(Math.abs(estimate - 10_000)).toBeLessThan(200)
  expect(await value('select hll(visitor % 7) from visits')).toBe(7)
  expect(await value('select hll(visitor) from visits where visitor < 0')).toBe(0)
})

test('a combination of sketches is the sketch of all', async () => {
  await client.query(
    'create table daily as select day, hll_create_sketch(visitor) as s from visits group by day',
  )
  const all = await value('select hll(visitor) from visits')
  expect(await value('select hll_cardinality(hll_combine(s)) from daily')).toBe(all)
  const two =
    'select hll_cardinality(hll_combine_sketches(a.s, b.s)) from daily a, daily b where a.day = 1 and b.day = 2'
  expect(await value(two)).toBe(await value('select hll(visitor) from visits where day in (1, 2)'))
})

test('a sketch is shown as JSON', async () => {
  const [[shown] = []] = await redshift.rows("select hll_create_sketch('a'::varchar)")
  expect(JSON.parse(String(shown))).toEqual({
    logm: 15,
    sparse: { indices: [expect.any(Number)], values: [expect.any(Number)] },
  })
})

test('GROUP BY ALL takes these for aggregates', async () => {
  expect(
    await redshift.rows('select day, hll(visitor % 3) from visits where day < 2 group by all order by 1'),
  ).toEqual([
    [0, '3'],
    [1, '3'],
  ])
})
