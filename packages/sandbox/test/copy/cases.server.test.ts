import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { type Sandbox, startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EXAMPLES, expectExample } from './documented-examples.js'

describe('the documented examples of COPY', () => {
  let sandbox: Sandbox
  let s3: S3Client

  beforeAll(async () => {
    sandbox = await startSandbox()
    s3 = new S3Client({
      endpoint: sandbox.endpoint,
      region: sandbox.env.AWS_REGION,
      forcePathStyle: true,
      credentials: {
        accessKeyId: sandbox.env.AWS_ACCESS_KEY_ID,
        secretAccessKey: sandbox.env.AWS_SECRET_ACCESS_KEY,
      },
    })
  })

  afterAll(async () => {
    s3?.destroy()
    await sandbox?.stop()
  })

  beforeEach(async () => {
    await emptyBucket(s3)
    await inRedshift(sandbox, (client) =>
      client.query('drop schema if exists public cascade; create schema public'),
    )
  })

  test.each(EXAMPLES)('$id', async (example) => {
    await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
    expect.hasAssertions()
    await inRedshift(sandbox, (client) =>
      expectExample(example, {
        put: (key, body) => s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: key, Body: body })),
        query: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
      }),
    )
  })
})

async function emptyBucket(s3: S3Client): Promise<void> {
  try {
    const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'bkt' }))
    for (const { Key: key } of objects) await s3.send(new DeleteObjectCommand({ Bucket: 'bkt', Key: key }))
    await s3.send(new DeleteBucketCommand({ Bucket: 'bkt' }))
  } catch (error) {
    if ((error as Error).name !== 'NoSuchBucket') throw error
  }
}

async function inRedshift(sandbox: Sandbox, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: sandbox.url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
