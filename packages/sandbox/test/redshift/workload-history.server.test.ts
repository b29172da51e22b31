import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('workload')
let client: Client

beforeAll(async () => {
  client = await shared.connect()
  await client.query('create table t (a int, b varchar(10))')
  await client.query("insert into t values (1, 'x'), (2, 'y'), (3, 'z')")
})

const rows = async (sql: string, by = client) =>
  (await by.query<unknown[]>({ text: sql, rowMode: 'array' })).rows

test('a query that takes the compute nodes is in the default queue, and summed up step by step', async () => {
  await client.query('create table u as select a from t where a < 3')
  const queued = `select service_class, trim(service_class_name), total_queue_time::int, trim(final_state),
      exec_end_time >= exec_start_time from stl_wlm_query where query = pg_last_query_id()`
  expect(await rows(queued)).toEqual([[100, 'Default queue', 0, 'Completed', true]])
  const steps = `select step, split_part(label, ' tbl=', 1), split_part(label, 'name=', 2), rows::int, trim(is_diskbased)
    from svl_query_summary where query = pg_last_query_id() order by step`
  expect(await rows(steps)).toEqual([
    [0, 'scan', 't', null, 'f'],
    [1, 'insert', 'u', 2, 'f'],
  ])
  const joined = `select s.step, count(*)::int from stl_scan c join svl_query_summary s
    on s.query = c.query and s.seg = c.segment and s.step = c.step where c.query = pg_last_query_id() group by 1`
  expect(await rows(joined)).toEqual([[0, 1]])
  await client.query('select 1')
  expect(
    await rows(
      "select count(*)::int from stl_wlm_query q join stl_query using (query) where querytxt = 'select 1'",
    ),
  ).toEqual([[0]])
})

test('a VACUUM is logged with its table, or with all if it names none', async () => {
  await client.query('vacuum delete only t')
  await client.query('/* nightly */ vacuum recluster public."t"')
  await client.query('vacuum')
  const logged = `select relname, trim(status), is_recluster from stl_vacuum join pg_class on oid = table_id
    where relname = 't' order by eventtime`
  expect(await rows(logged)).toEqual([
    ['t', 'Started Delete Only', 0],
    ['t', 'Finished', 0],
    ['t', 'Started', 1],
    ['t', 'Finished', 1],
    ['t', 'Started', 0],
    ['t', 'Finished', 0],
  ])
})

test('blocks are counted by table and column', async () => {
  const blocks = `select col, count(*)::int from stv_blocklist b join stv_tbl_perm p on p.id = b.tbl and p.slice = b.slice
    where name = 't' group by col order by col`
  expect(await rows(blocks)).toEqual([
    [0, 1],
    [1, 1],
  ])
})

test('cursors are active until they are closed, or until their transaction ends', async () => {
  const [other, watching] = [
    await shared.connect(),
    'select trim(name), fetched_rows::int from stv_active_cursors order by 1',
  ]
  await other.query('begin')
  await other.query('declare "First" cursor for select a from t')
  await other.query('declare second cursor for select a from t')
  await other.query('fetch forward 2 from first')
  await other.query('fetch next from first')
  expect(await rows(watching)).toEqual([
    ['first', 3],
    ['second', 0],
  ])
  await other.query('close second')
  expect(await rows(watching)).toEqual([['first', 3]])
  expect(await rows(watching, other)).toEqual([['first', 3]])
  await other.query('commit')
  expect(await rows(watching)).toEqual([])
  await other.query('select 1')
  expect(await rows(watching, other)).toEqual([])
})

test('connections are logged from sign-in to their end', async () => {
  const visitor = await shared.connect({ application_name: 'visits' })
  const [[pid]] = (await rows('select pg_backend_pid()', visitor)) as [[number]]
  const logged = `select trim(event), trim(remotehost), trim(username), trim(dbname), trim(authmethod), trim(sslversion),
      trim(application_name), duration > 0 from stl_connection_log where pid = ${pid} order by recordtime`
  const how = ['127.0.0.1', 'awsuser', shared.database, 'trust', '', 'visits']
  expect(await rows(logged)).toEqual([
    ['authenticated', ...how, false],
    ['initiating session', ...how, false],
  ])
  await visitor.end()
  await expect
    .poll(() => rows(logged))
    .toEqual([
      ['authenticated', ...how, false],
      ['initiating session', ...how, false],
      ['disconnecting session', ...how, true],
    ])
  const open = `select count(*)::int from sys_connection_log where event = 'initiating session' and session_id = pg_backend_pid()
    and session_id not in (select session_id from sys_connection_log where event = 'disconnecting session')`
  expect(await rows(open)).toEqual([[1]])
})

test('a user sees neither connections, blocks nor vacuums, and only their own cursors and queries', async () => {
  await client.query('create user workload_reader password disable')
  const reader = await shared.connect({ connectionString: shared.url.replace('awsuser', 'workload_reader') })
  await client.query('begin; declare mine cursor for select a from t')
  for (const table of [
    'stl_connection_log',
    'sys_connection_log',
    'stv_blocklist',
    'stl_vacuum',
    'stv_active_cursors',
    'stl_wlm_query',
    'svl_query_summary',
    'stl_alert_event_log',
  ])
    expect(await rows(`select count(*)::int from ${table}`, reader), table).toEqual([[0]])
  await client.query('rollback')
})
