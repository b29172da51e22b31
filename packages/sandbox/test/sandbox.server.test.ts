import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startSandbox } from '../src/sandbox.js'

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }

test('may be stopped twice', async () => {
  const twice = await startSandbox()
  await Promise.all([twice.stop(), twice.stop()])
  await twice.stop()
  await expect(new Client(twice.url).connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('keeps what both servers hold in a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-kept-'))
  const long = 'a_long_column_name_'.repeat(5)
  const use = async <T>(work: (client: Client, put: (key: string) => Promise<unknown>) => Promise<T>) => {
    const kept = await startSandbox({ data: folder })
    const client = new Client(kept.url)
    await client.connect()
    const store = new S3Client({
      endpoint: kept.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials,
    })
    const putThere = async (key: string) => {
      await store.send(new CreateBucketCommand({ Bucket: 'kept' }))
      await store.send(new PutObjectCommand({ Bucket: 'kept', Key: key, Body: '1\n' }))
    }
    try {
      return await work(client, putThere)
    } finally {
      store.destroy()
      await client.end()
      await kept.stop()
    }
  }
  try {
    await use(async (client, putThere) => {
      await putThere('rows/1')
      await client.query(`create table held (${long} int)`)
    })
    await use(async (client) => {
      await client.query("copy held from 's3://kept/rows/' iam_role default")
      expect((await client.query('select * from held')).rows).toEqual([{ [long]: 1 }])
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
