import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster, type OpenCluster } from '../../packages/sink-redshift/test/named-cluster.js'
import { clusterOfRun } from './set-up.js'

const { connection } = clusterOfRun()
const THERE = 'create table there (id integer)'
let cluster: OpenCluster

beforeAll(() => {
  cluster = openCluster({ connection })
})

afterAll(() => cluster[Symbol.asyncDispose]())

/** What the sink recognizes by the SQLSTATE, or, by the Data API, by the words. The statements before the last are not refused. */
test.each([
  ['a table that is missing', '42P01', ['select * from nowhere']],
  ['a table to lock that is missing', '42P01', ['begin', 'lock table nowhere']],
  ['a column that is missing', '42703', [THERE, 'select nothing from there']],
  ['a table that is there', '42P07', [THERE, THERE]],
  ['a column that is there', '42701', [THERE, 'alter table there add column id integer']],
])('refuses %s by %s', async (_, code, statements) => {
  await cluster.query('drop table if exists there')
  await cluster.inOneSession(async (query) => {
    for (const statement of statements.slice(0, -1)) await query(statement)
    await expect(query(statements.at(-1)!)).rejects.toMatchObject({ code })
    await query('rollback')
  })
})

/** What the sink asks, and reads by these names. */
test.each([
  ['the last COPY', 'select pg_last_copy_id() as "query", pg_last_copy_count() as "rows"', ['query', 'rows']],
  ['the number of a process', 'select pg_backend_pid() as "process"', ['process']],
  [
    'the isolation level',
    'select isolation_level from stv_db_isolation_level where db_name = current_database()',
    ['isolation_level'],
  ],
  [
    'the files of a COPY',
    'select query_id, file_name from sys_load_detail where query_id = -1 union all select 0, null',
    ['query_id', 'file_name'],
  ],
  [
    'the errors of loads in sys_load_error_detail',
    `select file_name, line_number, column_name, "position", error_message from sys_load_error_detail where session_id = -1
     union all select null, 0, null, 0, null`,
    ['file_name', 'line_number', 'column_name', 'position', 'error_message'],
  ],
])('says %s', async (_, statement, columns) => {
  const [row] = await cluster.query(statement)
  expect(Object.keys(row ?? {})).toEqual(columns)
})
