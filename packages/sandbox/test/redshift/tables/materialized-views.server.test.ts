import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

const STATEMENT =
  'create materialized view sums backup no distkey (g) sortkey (g, n) auto refresh yes as (select g, sum(v) as n from t group by g)'

beforeAll(async () => {
  client = await redshift.connect()
  await client.query(
    "create table t (g varchar(5), v int); insert into t values ('a', 1), ('a', 2), ('b', 3)",
  )
  await client.query(STATEMENT)
})

test('is shown by the statement that made it', async () => {
  const shown = [[`${STATEMENT};`]]
  expect(await redshift.rows('show view sums')).toEqual(shown)
  expect(await redshift.rows("select definition from pg_views where viewname = 'sums'")).toEqual(shown)
  const standard = "select view_definition from information_schema.views where table_name = 'sums'"
  expect(await redshift.rows(standard)).toEqual(shown)
})

test('is listed with how it is stored, its table by a name of its own', async () => {
  expect(
    await redshift.rows(`select t.diststyle, t.sortkey1, t.sortkey_num, trim(m.autorefresh) from svv_table_info t
      join svv_mv_info m on m.name = t."table" where t."table" = 'sums'`),
  ).toEqual([['KEY(g)', 'g', 2, 't']])
  expect(
    await redshift.rows(`select attname, attisdistkey, attsortkeyord from pg_class c
      join pg_attribute a on attrelid = c.oid where relname like 'mv_tbl__sums__%' and attnum > 0 order by attnum`),
  ).toEqual([
    ['g', true, 1],
    ['n', false, 2],
  ])
  expect(await redshift.rows("select relkind from pg_class where relname = 'sums'")).toEqual([['v']])
})

test('is refreshed by itself or not, as ALTER says', async () => {
  await client.query('alter materialized view sums auto refresh no')
  const automatic = "select trim(autorefresh) from stv_mv_info where name = 'sums'"
  expect(await redshift.rows(automatic)).toEqual([['f']])
})

test('keeps what is recorded when it is refreshed, and takes it along when it is dropped', async () => {
  await client.query('create materialized view evens as select v from t where v % 2 = 0')
  await client.query('insert into t values (null, 4); refresh materialized view evens')
  const evens = `select diststyle, tbl_rows::int from svv_table_info where "table" = 'evens'`
  expect(await redshift.rows(evens)).toEqual([['EVEN', 2]])
  await client.query('drop materialized view evens')
  expect(await redshift.rows("select count(*)::int from pg_class where relname like '%evens%'")).toEqual([
    [0],
  ])
})

test('columns are named with their database', async () => {
  const { database } = redshift
  await client.query(`create table u (a int, b int); insert into u values (1, 1)`)
  await client.query(`merge into "${database}"."public"."u" using u as s on s.a = "${database}"."public"."u".a
    when matched then update set b = 2 when not matched then insert values (s.a, 0)`)
  expect(await redshift.rows(`select ${database}.public.u.b from ${database}.public.u`)).toEqual([[2]])
})
