import { randomUUID } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, S3Client, CreateBucketCommand } from '@aws-sdk/client-s3'
import { ExecuteStatementCommand } from '@aws-sdk/client-redshift-data'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { Client } from 'pg'
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest'
import { localAws, WORKGROUP } from './local-aws.js'

const aws = localAws()
let s3: S3Client

beforeAll(async () => {
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'any' }
  const { endpoint } = aws.sandbox
  s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials, maxAttempts: 1 })
  await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
  for (const Key of ['open/1.csv', 'secret/1.csv'])
    await s3.send(new PutObjectCommand({ Bucket: 'bkt', Key, Body: '1\n' }))
})
afterEach(() => aws.sandbox.faults.clear())
afterAll(() => s3.destroy())

test('an answer is lost after the act, of the call that is meant', async () => {
  await aws.run('create table acts (n int)')
  aws.sandbox.faults.add({ kind: 'answer-lost', sql: /insert/, skip: 1, times: 1 })
  const insert = (n: number, ClientToken: string = randomUUID()) =>
    aws.data.send(
      new ExecuteStatementCommand({
        ...WORKGROUP,
        Sql: `insert into acts values (${n})`,
        ClientToken,
        WaitTimeSeconds: 30,
      }),
    )
  await insert(1)
  const token = randomUUID()
  await expect(insert(2, token)).rejects.toThrow(/socket hang up|ECONNRESET/)
  expect((await insert(2, token)).Status).toBe('FINISHED')
  expect(await aws.values('select n from acts order by n')).toEqual([[1], [2]])
})

test.each([
  ['throttled', 'ThrottlingException', 'Rate exceeded'],
  ['token-expired', 'ExpiredTokenException', 'The security token included in the request is expired'],
  ['denied', 'AccessDeniedException', 'not authorized to perform: redshift-data:ExecuteStatement'],
] as const)('a call is %s', async (kind, name, message) => {
  const takeBack = aws.sandbox.faults.add({ kind, operation: 'ExecuteStatement' })
  await expect(aws.run('select 1')).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  takeBack()
  expect((await aws.run('select 1')).Status).toBe('FINISHED')
})

test('a call of the query protocol is refused in its own form', async () => {
  aws.sandbox.faults.add({ kind: 'token-expired', operation: 'GetCallerIdentity' })
  await expect(aws.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: expect.stringContaining('ExpiredToken'),
    message: 'The security token included in the request is expired',
  })
})

test('a session is closed early', async () => {
  const { SessionId = '' } = await aws.run('select 1', { ...WORKGROUP, SessionKeepAliveSeconds: 60 })
  aws.sandbox.faults.add({ kind: 'session-closed', sql: /^commit$/ })
  expect((await aws.run('begin', { SessionId })).Status).toBe('FINISHED')
  await expect(aws.run('commit', { SessionId })).rejects.toThrow('Session is not available')
})

test('reading below a prefix is denied to the cluster, to clients, or to both', async () => {
  await aws.run('create table read (n int)')
  const load = async (prefix: string) =>
    (await aws.run(`copy read from 's3://bkt/${prefix}/' iam_role default csv`)).Error
  const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: 'bkt', Key }))
  aws.sandbox.faults.add({
    kind: 's3-denied',
    action: 'GetObject',
    bucket: 'bkt',
    prefix: 'secret/',
    by: 'cluster',
  })
  expect(await load('open')).toBeUndefined()
  expect(await load('secret')).toMatch(/S3ServiceException:.*s3:GetObject.*,Status 403,Error AccessDenied/)
  await get('secret/1.csv')
  aws.sandbox.faults.clear()
  aws.sandbox.faults.add({
    kind: 's3-denied',
    prefix: 'secret/',
    by: 'clients',
    message: 'kms:Decrypt is denied',
  })
  await expect(get('secret/1.csv')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'kms:Decrypt is denied',
  })
  expect(await load('secret')).toBeUndefined()
})

test('S3 does not answer', async () => {
  aws.sandbox.faults.add({ kind: 's3-silent', action: 'GetObject', times: 1 })
  const get = (abortSignal?: AbortSignal) =>
    s3.send(new GetObjectCommand({ Bucket: 'bkt', Key: 'open/1.csv' }), abortSignal && { abortSignal })
  await expect(get(AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'AbortError' })
  expect((await get()).$metadata.httpStatusCode).toBe(200)
})

test('connections to Redshift are reset, or hang, until it is up', async () => {
  aws.sandbox.faults.add({ kind: 'connection-reset', times: 1 })
  aws.sandbox.faults.add({ kind: 'connection-silent', skip: 1, times: 1 })
  const connect = async () => {
    const client = new Client({ connectionString: aws.sandbox.url, connectionTimeoutMillis: 500 })
    client.on('error', () => {})
    await client.connect()
    await client.end()
  }
  await expect(connect()).rejects.toThrow('ECONNRESET')
  await expect(connect()).rejects.toThrow('timeout')
  await connect()
})
