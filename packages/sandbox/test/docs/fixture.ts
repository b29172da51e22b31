import { gunzipSync } from 'node:zlib'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { Client, types } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { startSandbox } from '../../src/sandbox.js'
import type { Sandbox } from '../../src/sandbox.js'

const isDate = (oid: number) => oid === types.builtins.DATE || oid === types.builtins.TIMESTAMP

/** A sandbox for the tests of a file, with the bucket `bkt`. */
export function docsFixture() {
  let sandbox: Sandbox
  let s3: S3Client
  const clients: Client[] = []
  beforeAll(async () => {
    sandbox = await startSandbox()
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
    s3 = new S3Client({ endpoint: sandbox.endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
    await s3.send(new CreateBucketCommand({ Bucket: 'bkt' }))
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    s3.destroy()
    await sandbox.stop()
  })

  /** A client that ends with the tests, to which dates are text. */
  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: sandbox.url,
      types: { getTypeParser: (oid, format) => (isDate(oid) ? String : types.getTypeParser(oid, format)) },
    })
    await client.connect()
    clients.push(client)
    return client
  }

  const put = (key: string, body: string | Buffer) =>
    s3.send(new PutObjectCommand({ Bucket: 'bkt', Key: key, Body: body }))

  /** The objects under `prefix`: their keys behind it, and what they hold, one character a byte. */
  async function objects(prefix: string): Promise<Record<string, string>> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'bkt', Prefix: prefix }))
    const found = Contents.map(async ({ Key = '' }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bkt', Key }))
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
      const content = Key.endsWith('.gz') ? gunzipSync(bytes) : bytes
      return [Key.slice(prefix.length), content.toString('latin1')] as const
    })
    return Object.fromEntries(await Promise.all(found))
  }

  return { connect, put, objects }
}
