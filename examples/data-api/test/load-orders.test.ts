import { type Sandbox, startSandbox } from '@arbalest/sandbox'
import {
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadOrders } from '../load-orders.js'

const WAREHOUSE = { WorkgroupName: 'shop', Database: 'dev' }

let sandbox: Sandbox
let client: RedshiftDataClient
let s3: S3Client

beforeAll(async () => {
  sandbox = await startSandbox()
  const common = { region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } }
  client = new RedshiftDataClient({ ...common, endpoint: sandbox.awsEndpoint })
  s3 = new S3Client({ ...common, endpoint: sandbox.endpoint, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'shop' }))
  const Body = '{"id":1,"item":"crossbow"}\n{"id":2,"item":"bolt"}\n'
  await s3.send(new PutObjectCommand({ Bucket: 'shop', Key: 'orders/1.json', Body }))
  await s3.send(new PutObjectCommand({ Bucket: 'shop', Key: 'wrong/1.json', Body: '{"id":"x"}\n' }))
  await execute('create table orders (id bigint not null, item varchar(20))')
})
afterEach(async () => {
  sandbox.faults.clear()
  await execute('delete from orders')
})
afterAll(async () => {
  client.destroy()
  s3.destroy()
  await sandbox.stop()
})

async function execute(Sql: string): Promise<string | undefined> {
  const { Id } = await client.send(new ExecuteStatementCommand({ ...WAREHOUSE, Sql, WaitTimeSeconds: 30 }))
  return Id
}

async function items(): Promise<unknown[]> {
  const Id = await execute('select item from orders order by id')
  const { Records = [] } = await client.send(new GetStatementResultCommand({ Id }))
  return Records.map(([field]) => field?.stringValue)
}

test('loads all orders in one transaction', async () => {
  expect(await loadOrders(client, WAREHOUSE, 's3://shop/orders/')).toBe(2)
  expect(await items()).toEqual(['crossbow', 'bolt'])
})

test('says why a load failed, and leaves nothing of it', async () => {
  await expect(loadOrders(client, WAREHOUSE, 's3://shop/wrong/')).rejects.toThrow("Check 'stl_load_errors'")
  expect(await items()).toEqual([])
})

test('loads once where the answer to the COPY, or to the COMMIT, is lost', async () => {
  sandbox.faults.add({ kind: 'answer-lost', sql: /^copy/, times: 1 })
  sandbox.faults.add({ kind: 'answer-lost', sql: /^commit/, times: 1 })
  // The SDK makes the call again, with the same ClientToken.
  expect(await loadOrders(client, WAREHOUSE, 's3://shop/orders/')).toBe(2)
  expect(await items()).toEqual(['crossbow', 'bolt'])
})

test('fails where the session is closed early, and leaves nothing', async () => {
  sandbox.faults.add({ kind: 'session-closed', sql: /^commit/, times: 1 })
  await expect(loadOrders(client, WAREHOUSE, 's3://shop/orders/')).rejects.toThrow('Session is not available')
  expect(await items()).toEqual([])
})
