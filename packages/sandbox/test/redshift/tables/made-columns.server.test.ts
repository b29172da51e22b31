import { beforeAll, describe, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

beforeAll(async () => {
  const client = await redshift.connect()
  await client.query('create table read (a varchar(20), b char(5), n numeric(8,2), i int)')
  await client.query("insert into read values ('one', 'two', 1.5, 2)")
})

const typesOf = (relation: string) =>
  redshift.rows(`select attname, format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = '${relation}'::regclass and attnum > 0 order by attnum`)

describe.each(['table', 'view', 'materialized view'])('the columns of a %s that a query makes', (kind) => {
  test.each([
    ["select 1.23 as x, 'a' as y, '' as z", ['numeric(3,2)', 'character varying(1)', 'character varying(1)']],
    [
      "select a || '!' as x, coalesce(a, 'none') as y from read",
      ['character varying(21)', 'character varying(20)'],
    ],
    [
      "select case when i = 1 then 'no' else a end as x, b from read",
      ['character varying(20)', 'character(5)'],
    ],
    [
      'select n * i as x, n + 1 as y, sum(n) as z, avg(n) as w from read group by n, i',
      ['numeric(19,2)', 'numeric(13,2)', 'numeric(38,2)', 'numeric(38,2)'],
    ],
    ["select 'abc' as x, 1.5 as y union all select 'd', 22.25", ['character varying(3)', 'numeric(4,2)']],
    ['select n, a from read union select 2.345, null', ['numeric(9,3)', 'character varying(20)']],
    ['select a::varchar(3) as x, i from read', ['character varying(3)', 'integer']],
    ['select * from (select a::varchar(3) as x, n from read) as r', ['character varying(3)', 'numeric(8,2)']],
    ['select min(i) as x, count(*) as y from read', ['integer', 'bigint']],
  ])('%s', async (query, types) => {
    const client = await redshift.connect()
    try {
      await client.query(`begin; create ${kind} made as ${query}`)
      const { rows } = await client.query(`select format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = 'made'::regclass and attnum > 0 order by attnum`)
      expect(rows.map(({ type }) => type)).toEqual(types)
    } finally {
      await client.query('rollback')
    }
  })
})

test('DISTINCT may be sorted by what it computes', async () => {
  const client = await redshift.connect()
  await client.query("create table sorted as select distinct a || '!' as x from read order by a || '!'")
  expect(await typesOf('sorted')).toEqual([['x', 'character varying(65535)']])
})

test('a string of a table has a length, however it was computed', async () => {
  const client = await redshift.connect()
  await client.query('create table computed as select lower(a) as l, *, null as none from read')
  await client.query("select replace(a, 'o', 'oo') as r, * into selected from read order by i")
  expect(await typesOf('computed')).toEqual([
    ['l', 'character varying(65535)'],
    ['a', 'character varying(20)'],
    ['b', 'character(5)'],
    ['n', 'numeric(8,2)'],
    ['i', 'integer'],
    ['none', 'character varying(65535)'],
  ])
  expect((await typesOf('selected'))[0]).toEqual(['r', 'character varying(65535)'])
  expect(await redshift.rows('select r, a from selected')).toEqual([['oone', 'one']])
})
