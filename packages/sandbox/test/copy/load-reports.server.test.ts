import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('reported')
let client: Client
beforeAll(async () => {
  client = await shared.connect()
})

test('loads JSON by a manifest and JSONPaths, and reports how many rows', async () => {
  await shared.put('day/1.json', '{"id":1,"p":{"place":"Bodega"}}\n{"id":2,"p":{"place":"Ferndale"}}\n')
  await shared.put('day/2.json', '{"id":3,"p":{"place":null}}')
  await shared.put(
    'm',
    JSON.stringify({
      entries: ['1', '2'].map((n) => ({ url: `s3://reported/day/${n}.json`, mandatory: true })),
    }),
  )
  await shared.put('paths', JSON.stringify({ jsonpaths: ['$.id', '$.p.place'] }))
  const notices: string[] = []
  client.on('notice', (notice) => notices.push(`${notice.severity}: ${notice.message}`))
  await client.query(`create table quakes (
    id bigint not null encode az64 distkey, place varchar(64) encode zstd, primary key (id)
  ) diststyle key compound sortkey (id, place)`)
  await client.query('begin')
  await client.query('lock table quakes')
  const copied = await client.query(
    `copy quakes from 's3://reported/m' iam_role default manifest json 's3://reported/paths' timeformat 'auto'`,
  )
  expect(copied.command).toBe('COPY')
  expect(copied.rowCount).toBe(null)
  await client.query('commit')
  const count = await client.query<{ n: string }>('select pg_last_copy_count() as n')
  expect(count.rows[0]?.n).toBe('3')
  expect((await client.query('select * from quakes order by id')).rows).toEqual([
    { id: '1', place: 'Bodega' },
    { id: '2', place: 'Ferndale' },
    { id: '3', place: null },
  ])
  expect(notices).toEqual(["INFO: Load into table 'quakes' completed, 3 record(s) loaded successfully."])
})

test('keeps the load errors of a transaction that was rolled back', async () => {
  await shared.put('bad/1.json', '{"n":1}\n{"n":"x"}\n')
  await client.query('create table numbers (n int)')
  await client.query('begin')
  const copy = client.query(`copy numbers from 's3://reported/bad/' iam_role default json 'auto'`)
  await expect(copy).rejects.toMatchObject({
    code: 'XX000',
    message: "Load into table 'numbers' failed.  Check 'stl_load_errors' system table for details.",
  })
  await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' })
  await client.query('rollback')
  const { rows } = await client.query(
    `select trim(filename) as file, line_number, trim(colname) as col, err_code, trim(err_reason) as reason
     from stl_load_errors where query = pg_last_copy_id()`,
  )
  expect(rows).toEqual([
    {
      file: 's3://reported/bad/1.json',
      line_number: '2',
      col: 'n',
      err_code: 1207,
      reason: "Invalid digit, Value 'x', Pos 0, Type: Integer",
    },
  ])
  expect((await client.query('select * from numbers')).rows).toEqual([])
})

test('a transaction sees what the system tables tell of its own loads', async () => {
  await shared.put('some/1.json', '{"n":1}\n{"n":"\\ud800\\u0000"}\n')
  await client.query('create table some_numbers (n int)')
  await client.query('begin')
  await client.query('select count(*) from stl_load_commits')
  await client.query(`copy some_numbers from 's3://reported/some/' iam_role default json 'auto' maxerror 10`)
  const committed = await client.query(
    'select trim(filename) as file, lines_scanned, errors from stl_load_commits where query = pg_last_copy_id()',
  )
  expect(committed.rows).toEqual([{ file: 's3://reported/some/1.json', lines_scanned: 2, errors: 1 }])
  const detail = await client.query(
    'select trim(column_name) as name, line_number::int from sys_load_error_detail where query_id = pg_last_copy_id()',
  )
  expect(detail.rows).toEqual([{ name: 'n', line_number: 2 }])
  const history = await client.query(
    'select status, loaded_rows::int, error_count::int from sys_load_history where query_id = pg_last_copy_id()',
  )
  expect(history.rows).toEqual([{ status: 'completed', loaded_rows: 1, error_count: 1 }])
  await client.query('rollback')
})
