import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('history')
let client: Client

beforeAll(async () => {
  client = await shared.connect()
  await client.query('create table t (a int, b varchar(20))')
  await shared.put('in/1.csv', '1,uno\n2,dos\n')
})

const rows = async (sql: string, asked = client) =>
  (await asked.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

/** The columns of what the history has of this session since the statement `from`, oldest first. */
const since = (from: string, columns: string) =>
  rows(`select ${columns} from sys_query_history where session_id = pg_backend_pid() and status <> 'running'
    and query_id > (select max(query_id) from sys_query_history where query_text = '${from}') order by query_id`)

test('what a client ran is in sys_query_history in its words, with how it ended', async () => {
  await client.query("select 'first'")
  await client.query('/* by dbt */ insert into t values (1), (2)')
  await client.query({ text: 'select a from t where a < $1', values: [9], rows: 1 } as never)
  await expect(client.query('select nope from t')).rejects.toThrow('nope')
  await client.query('create temp table u as (select * from t)')
  await client.query('begin; delete from t; commit')
  const found = await since(
    "select ''first''",
    `transaction_id, trim(query_text)::varchar(99), trim(query_type), trim(status), returned_rows::int,
      trim(error_message)`,
  )
  expect(found.map(([, ...columns]) => columns)).toEqual([
    ['/* by dbt */ insert into t values (1), (2)', 'INSERT', 'success', 0, null],
    ['select a from t where a < $1', 'SELECT', 'success', 2, null],
    ['select nope from t', 'SELECT', 'failed', 0, 'column "nope" does not exist'],
    ['create temp table u as (select * from t)', 'CTAS', 'success', 0, null],
    ['begin', 'UTILITY', 'success', 0, null],
    ['delete from t', 'DELETE', 'success', 0, null],
    ['commit', 'UTILITY', 'success', 0, null],
  ])
  const transactions = found.map(([id]) => id)
  expect(new Set(transactions).size).toBe(5)
  expect(new Set(transactions.slice(4)).size).toBe(1)
})

test('a prepared statement that PostgreSQL refuses never runs', async () => {
  await client.query("select 'second'")
  await expect(client.query('select nope from t where a = $1', [1])).rejects.toThrow('nope')
  expect(await since("select ''second''", 'query_text')).toEqual([])
  expect(await rows('select count(*)::int from stv_recents where pid = pg_backend_pid()')).toEqual([[1]])
})

test('pg_last_query_id is of the last statement that took the compute nodes, and stl_query has it', async () => {
  const other = await shared.connect()
  expect(await rows('select pg_last_query_id(), last_user_query_id()', other)).toEqual([[-1, -1]])
  await client.query(`select b,\n${'a + '.repeat(60)}a from t where a = 1`)
  await client.query('select 1')
  await client.query('select relname from pg_class limit 1')
  await other.query('select count(*) from t')
  const text = `select sequence, trim(text) from stl_querytext where query = pg_last_query_id() order by 1`
  const pieces = (await rows(text)) as [number, string][]
  expect(pieces.map(([, piece]) => piece.length)).toEqual([200, 70])
  expect(pieces[0]![1]).toMatch(/^select b,\\na \+ a/)
  expect(await rows('select aborted, substring from svl_qlog where query = pg_last_query_id()')).toEqual([
    [0, 'select b,\na + a + a + a + a + a + a + a + a + a + a + a + a '],
  ])
})

test('COPY and UNLOAD have one number everywhere, in procedures as well', async () => {
  const COPY = "copy t from 's3://history/in/' iam_role default csv"
  await client.query(COPY)
  const [[copy]] = (await rows('select pg_last_copy_id()')) as [[number]]
  expect(await rows('select pg_last_query_id(), pg_last_copy_count()::int')).toEqual([[copy, 2]])
  expect(await rows(`select loaded_rows::int from sys_load_history where query_id = ${copy}`)).toEqual([[2]])
  expect(await rows(`select trim(querytxt) from stl_query where query = ${copy}`)).toEqual([[COPY]])
  const step = `select output_rows::int from sys_query_detail d join pg_class c on c.oid = d.table_id
    where query_id = ${copy} and step_name = 'insert' and relname = 't'`
  expect(await rows(step)).toEqual([[2]])
  await client.query(`create procedure load() as $$ begin ${COPY}; end $$ language plpgsql`)
  await client.query('call load()')
  const within = `select trim(c.query_text) from svl_qlog q join sys_query_history c on c.query_id = q.from_sp_call
    where q.query = pg_last_copy_id()`
  expect(await rows(within)).toEqual([['call load()']])
  await client.query("unload ('select * from t') to 's3://history/out/' iam_role default")
  expect(await rows('select pg_last_unload_count()::int, pg_last_unload_id() - pg_last_query_id()')).toEqual([
    [4, 0],
  ])
})

test('a statement that waits is in flight, and canceled once it is', async () => {
  const holder = await shared.connect()
  const waiter = await shared.connect()
  const [[pid]] = (await rows('select pg_backend_pid()', waiter)) as [[number]]
  await holder.query('begin; lock t')
  const waiting = waiter.query('select count(*) from t').catch((error: unknown) => error)
  const inFlight = `select trim(text) from stv_inflight where pid = ${pid}`
  await expect.poll(() => rows(inFlight)).toEqual([['select count(*) from t']])
  const locked = `select trim(lock_status) from stv_locks join pg_class c on c.oid = table_id where relname = 't'`
  expect(await rows(locked)).toEqual([['Holding write lock']])
  await client.query(`cancel ${pid}`)
  expect(await waiting).toMatchObject({ code: '57014' })
  await holder.query('rollback')
  const ended = `select trim(status) from sys_query_history where session_id = ${pid} order by query_id desc limit 1`
  expect(await rows(ended)).toEqual([['canceled']])
})

test('who is no superuser sees only their own, and neither locks nor blocks', async () => {
  await client.query('create user history_reader password disable')
  expect((await rows("select num_values from svv_diskusage where name = 't'")).length).toBe(2)
  const reader = await shared.connect({ connectionString: shared.url.replace('awsuser', 'history_reader') })
  expect(await rows('select distinct trim(user_name) from stv_recents', reader)).toEqual([['history_reader']])
  expect(await rows('select count(*)::int from svv_diskusage', reader)).toEqual([[0]])
})
