import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../../shared-sandbox.js'

const shared = sharedSandbox('intervals')
let client: Client
const rows = async (sql: string) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

beforeAll(async () => {
  client = await shared.connect()
  await client.query(
    'create table spans (term interval year to month, delay interval day to second(3) not null, m interval month)',
  )
  await client.query('alter table spans add column hours interval hour to minute')
})

test('an interval keeps what its qualifier names', async () => {
  await client.query(
    `insert into spans values (interval '1-2' year to month, interval '2 days 1:1:1.123456' day to second, '20', '3:45:59')`,
  )
  expect(await rows('select term::varchar, delay::varchar, m::varchar, hours::varchar from spans')).toEqual([
    ['1 year 2 mons', '2 days 01:01:01.123', '1 year 8 mons', '03:45:00'],
  ])
  expect(await rows("select ('2026-01-31'::date + term)::date::varchar from spans")).toEqual([['2027-03-31']])
})

test('its two kinds are told apart by drivers and by the catalog', async () => {
  const { fields } = await client.query('select * from spans')
  expect(fields.map(({ dataTypeID }) => dataTypeID)).toEqual([1188, 1190, 1188, 1190])
  const described = `select data_type from information_schema.columns where table_name = 'spans' order by ordinal_position`
  expect((await rows(described)).flat()).toEqual(['intervaly2m', 'intervald2s', 'intervaly2m', 'intervald2s'])
  const shown = await client.query<{ data_type: string }>(
    `show columns from table ${shared.database}.public.spans`,
  )
  const [months, seconds] = ['interval year to month', 'interval day to second']
  expect(shown.rows.map(({ data_type }) => data_type)).toEqual([months, seconds, months, seconds])
  const defined = `select trim(type), trim(encoding) from pg_table_def where tablename = 'spans'`
  expect(await rows(defined)).toEqual([
    ['interval year to month', 'none'],
    ['interval day to second(3)', 'none'],
    ['interval month', 'none'],
    ['interval hour to minute', 'none'],
  ])
})

test('COPY reads it and reports what is none, UNLOAD writes it', async () => {
  await client.query('create table loaded (term interval year to month, delay interval day to second)')
  await shared.put('good.txt', '1-2|3 days 04:05:06\n-7|90 minutes\n2 years, 1 month|-00:30\n')
  await client.query("copy loaded from 's3://intervals/good.txt' iam_role default")
  await client.query(
    "unload ('select * from loaded order by 1') to 's3://intervals/out/' iam_role default parallel off",
  )
  expect(String((await shared.objects('out/'))['000'])).toBe(
    '-7 mons|01:30:00\n1 year 2 mons|3 days 04:05:06\n2 years 1 mon|-00:30:00\n',
  )
  await shared.put('bad.txt', '1-2|soon\n')
  await expect(client.query("copy loaded from 's3://intervals/bad.txt' iam_role default")).rejects.toThrow(
    'stl_load_errors',
  )
  expect(
    await rows(
      'select trim(colname), trim(type), trim(raw_field_value) from stl_load_errors where query = pg_last_copy_id()',
    ),
  ).toEqual([['delay', 'interval', 'soon']])
})
