import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
})

afterAll(() => client.query('drop table if exists "Kept"'))

const ON = 'set enable_case_sensitive_identifier to true'

test('quoted names are folded by default', async () => {
  const { rows } = await client.query('select 1 as "Total"')
  expect(rows).toEqual([{ total: 1 }])
})

test('keep their case as long as the setting says so, from the next statement on', async () => {
  await client.query(`${ON}; create table "Kept" ("MyCol" int, Other int); insert into "Kept" values (1, 2)`)
  const { rows } = await client.query('select "MyCol", OTHER, 3 as "Sum" from "Kept"')
  expect(rows).toEqual([{ MyCol: 1, other: 2, Sum: 3 }])
  const prepared = await client.query('select "MyCol" from "Kept" where "MyCol" = $1', [1])
  expect(prepared.rows).toEqual([{ MyCol: 1 }])
  await expect(client.query('select mycol from "Kept"')).rejects.toMatchObject({ code: '42703' })
  await client.query('reset enable_case_sensitive_identifier')
  await expect(client.query('select "MyCol" from "Kept"')).rejects.toMatchObject({ code: '42P01' })
})

test('are asked for in a transaction, which takes the setting back when it is rolled back', async () => {
  await client.query('begin')
  await client.query(ON)
  await client.query('create table "Gone" ("A" int sortkey)')
  const described = await client.query(`select "column" from pg_table_def where tablename = 'Gone'`)
  expect(described.rows).toEqual([{ column: 'A' }])
  await client.query('rollback')
  expect((await client.query('select 1 as "Total"')).rows).toEqual([{ total: 1 }])
})

test('a connection may be opened with the setting', async () => {
  const { host, port, database } = client
  const options = '-c enable_case_sensitive_identifier=true'
  const other = new Client({
    host,
    port,
    user: 'awsuser',
    password: 'sandbox',
    options,
    database: database ?? 'dev',
  })
  await other.connect()
  try {
    expect((await other.query('select 1 as "Total"')).rows).toEqual([{ Total: 1 }])
    expect((await other.query('show enable_case_sensitive_identifier')).rows).toEqual([
      { enable_case_sensitive_identifier: 'on' },
    ])
  } finally {
    await other.end()
  }
})
