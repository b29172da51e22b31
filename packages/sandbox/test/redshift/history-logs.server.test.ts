import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('logged')
let client: Client

beforeAll(async () => {
  client = await shared.connect()
  await client.query('create table source (a int)')
  await client.query('insert into source values (1), (2), (3)')
})

const rows = async (sql: string, by = client) =>
  (await by.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

test('steps say which table a query read and which it wrote, as catalogs draw lineage', async () => {
  await client.query('create table target as with x as (select a from source) select * from x where a < 3')
  await client.query('insert into target select a from public.source')
  await client.query('update target set a = 4 where a = 3')
  const lineage = `select r.relname, w.relname, i.rows::int from stl_insert i join stl_scan s on s.query = i.query
    join pg_class r on r.oid = s.tbl join pg_class w on w.oid = i.tbl where w.relname = 'target' order by i.query`
  expect(await rows(lineage)).toEqual([
    ['source', 'target', 2],
    ['source', 'target', 3],
    ['target', 'target', 1],
  ])
  const steps = `select step_name, output_rows::int from sys_query_detail
    where query_id = pg_last_query_id() order by step_name`
  expect(await rows(steps)).toEqual([
    ['delete', 1],
    ['insert', 1],
    ['scan', null],
  ])
  await client.query('insert into public.target select a from "public"."source" where a = 1')
  const named = `select trim(table_name) from sys_query_detail where query_id = pg_last_query_id() order by step_id`
  expect(await rows(named)).toEqual([['source'], ['target']])
  expect(await rows('select trim(perm_table_name) from stl_scan where query = pg_last_query_id()')).toEqual([
    ['source'],
  ])
})

test('an UNLOAD is logged file by file, with the tables that it read', async () => {
  await client.query("unload ('select * from source') to 's3://logged/out/' iam_role default parallel off")
  const files = `select trim(u.path), u.line_count::int, relname from stl_unload_log u join stl_scan s on s.query = u.query
    join pg_class on oid = s.tbl where u.query = pg_last_unload_id()`
  expect(await rows(files)).toEqual([['s3://logged/out/000', 3, 'source']])
  expect(
    await rows(
      'select line_count::int, transfer_size::int from sys_unload_detail where query_id = pg_last_unload_id()',
    ),
  ).toEqual([[3, 6]])
})

test('svl_statementtext has every statement by its kind', async () => {
  await client.query('drop table if exists nothing')
  await client.query('set query_group to x')
  await client.query('select 1')
  const newest = `select type, trim(text) from svl_statementtext where pid = pg_backend_pid()
    order by starttime desc limit 3`
  expect(await rows(newest)).toEqual([
    ['QUERY', 'select 1'],
    ['UTILITY', 'set query_group to x'],
    ['DDL', 'drop table if exists nothing'],
  ])
  expect(
    await rows("select count(*)::int from stl_ddltext where text like 'drop table if exists nothing%'"),
  ).toEqual([[1]])
})

test('a query has the label of its query group', async () => {
  const labeled = await shared.connect({ options: '-c query_group=morning' })
  await labeled.query('select a from source where a = 10')
  await labeled.query("set query_group to 'noon'")
  await labeled.query('select a from source where a = 11')
  await labeled.query({ text: 'select a from source where a = $1', values: [12] })
  await labeled.query("begin; set query_group to 'lost'; rollback")
  await labeled.query('select a from source where a = 13')
  await labeled.query('reset query_group')
  await labeled.query('select a from source where a = 14')
  const [[pid]] = (await rows('select pg_backend_pid()', labeled)) as [[number]]
  const labels = `select trim(label) from stl_query where pid = ${pid}
    and querytxt like 'select a from source%' order by query`
  expect(await rows(labels)).toEqual([['morning'], ['noon'], ['noon'], ['noon'], ['morning']])
  const lost = "select trim(query_text) from sys_query_history where query_label = 'lost'"
  expect(await rows(lost)).toEqual([['rollback']])
})
