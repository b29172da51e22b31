import { HiddenSecrets } from '../../src/secrets/hidden-secrets.js'
import { completeConnection } from '../../src/connection/connection-options.js'
import { Connections } from '../../src/session/connections.js'
import { ServerError } from '../../src/session/server-error.js'
import { transportOf } from '../../src/session/transport-of.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DATA_API, startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse
let byWire: Connections
let byDataApi: Connections

beforeAll(async () => {
  warehouse = await startWarehouse()
  const [wire, api] = [warehouse.url, DATA_API].map((connection) => {
    const request = { url: 'redshift://sandbox', hidden: new HiddenSecrets([]), pipeline: undefined }
    const { signal } = new AbortController()
    return new Connections(
      '',
      transportOf(completeConnection(connection), { ...request, signal, notice() {} }),
    )
  })
  byWire = wire!
  byDataApi = api!
})

afterAll(async () => {
  await byWire.close()
  await byDataApi.close()
  await warehouse[Symbol.asyncDispose]()
})

test('rows are the same by both', async () => {
  const text = `
    select true as bool, 1::smallint as int2, 2::integer as int4, 3::bigint as int8, 1.5::real as float4,
      2.5::double precision as float8, 1.50::decimal(8, 2) as "numeric", 'é'::varchar(4) as "varchar",
      'a'::char(3) as bpchar, date '2026-01-02' as "date", timestamp '2026-01-02 03:04:05.678' as "timestamp",
      timestamptz '2026-01-02 03:04:05+01' as timestamptz, time '03:04' as "time",
      null::integer as nothing, null::timestamp as never, current_database() as "name"`
  const read = (connections: Connections) =>
    connections.use((session) => session.query({ text }, 'read values of every type'))
  const rows = await read(byDataApi)
  expect(rows).toHaveLength(1)
  expect(rows).toEqual(await read(byWire))
})

test('many rows are read page by page', async () => {
  const text = `select n, repeat('x', 1000) as x from generate_series(1, 3000) as s (n) order by n`
  const rows = await byDataApi.use((session) => session.query({ text }, 'read many rows'))
  expect(rows.map((row) => row['n'])).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1))
})

test.each([
  ['a table that is missing', 'select * from nowhere', '42P01'],
  ['a table to lock that is missing', 'begin; lock table nowhere', '42P01'],
  ['a column that is missing', 'select nothing from pg_class', '42703'],
  ['a table that is there', 'create table there (n integer); create table there (n integer)', '42P07'],
  [
    'a column that is there',
    'create table there (n integer); alter table there add column n integer',
    '42701',
  ],
  ['a database that is missing', 'drop database nowhere', '3D000'],
])('%s is recognized by both', async (_, statements, code) => {
  for (const connections of [byWire, byDataApi]) {
    await warehouse.query('drop table if exists there')
    const failure = connections.use(async (session) => {
      try {
        for (const text of statements.split('; ')) await session.query({ text }, 'try')
      } finally {
        await session.query({ text: 'rollback' }, 'end')
      }
    })
    const error: unknown = await failure.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ServerError)
    expect((error as ServerError).code).toBe(code)
    expect((error as ServerError).message).not.toMatch(/ErrorId|ERROR/)
  }
  await warehouse.query('drop table if exists there')
})
