import { gzipSync } from 'node:zlib'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDay } from '../load-day.js'

let sandbox: Sandbox
let client: Client
let s3: S3Client

beforeAll(async () => {
  sandbox = await startSandbox()
  s3 = new S3Client({
    endpoint: sandbox.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  })
  await s3.send(new CreateBucketCommand({ Bucket: 'shop' }))
  client = new Client(sandbox.url)
  await client.connect()
  await client.query(`create table orders (
    id bigint not null encode az64, day date distkey, placed timestamp sortkey, item varchar(20)
  )`)
})

afterAll(async () => {
  await client.end()
  s3.destroy()
  await sandbox.stop()
})

/** Puts objects as the shop would. */
async function put(key: string, orders: readonly unknown[]): Promise<void> {
  const lines = orders.map((order) => JSON.stringify(order)).join('\n')
  await s3.send(new PutObjectCommand({ Bucket: 'shop', Key: key, Body: gzipSync(lines) }))
}

test('a day is replaced, not added to', async () => {
  const order = { id: 1, day: '2026-01-05', placed: '2026-01-05T08:30:00Z', item: 'crossbow' }
  await put('orders/2026-01-05/1.json.gz', [order, { ...order, id: 2, item: null }])
  expect(await loadDay(client, '2026-01-05')).toBe(2)
  expect(await loadDay(client, '2026-01-05')).toBe(2)
  const { rows } = await client.query('select id, item from orders order by id')
  expect(rows).toEqual([
    { id: '1', item: 'crossbow' },
    { id: '2', item: null },
  ])
})

test('a value that does not fit fails the load, keeps the day, and is reported by stl_load_errors', async () => {
  await put('orders/2026-01-05/2.json.gz', [{ id: 3, day: '2026-01-05', item: 'x'.repeat(21) }])
  await expect(loadDay(client, '2026-01-05')).rejects.toThrow("Check 'stl_load_errors'")
  const { rows } = await client.query(`
    select trim(filename) as file, line_number, trim(colname) as column, trim(err_reason) as reason
    from stl_load_errors where query = pg_last_copy_id()`)
  expect(rows).toEqual([
    {
      file: 's3://shop/orders/2026-01-05/2.json.gz',
      line_number: '1',
      column: 'item',
      reason: 'String length exceeds DDL length',
    },
  ])
  expect((await client.query('select id from orders')).rowCount).toBe(2)
})
