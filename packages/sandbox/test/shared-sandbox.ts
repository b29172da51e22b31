import { gunzipSync } from 'node:zlib'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { Client, type ClientConfig } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, startSandbox } from '../src/sandbox.js'

let started: Promise<Sandbox> | undefined
let databases = 0

/**
 * The sandbox that the test files of this worker share. It ends with the worker, as PostgreSQL does when its
 * pipe closes.
 */
export function sandboxOfWorker(): Promise<Sandbox> {
  return (started ??= startSandbox())
}

/** Makes a database in `sandbox`; its name. */
export async function makeDatabase(sandbox: Sandbox): Promise<string> {
  const name = `of_file_${++databases}`
  const client = new Client(sandbox.url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return name
}

/** What the tests of one file have in the sandbox of their worker. */
export interface SharedSandbox {
  readonly sandbox: Sandbox
  /** The name of the file's own database. */
  readonly database: string
  /** How clients connect to it. */
  readonly url: string
  /** A client of that database, which ends with the tests. */
  connect(config?: ClientConfig): Promise<Client>
  /** Writes an object into the file's bucket. */
  put(key: string, body: string | Buffer): Promise<unknown>
  /** The objects of the bucket under `prefix`: their keys behind it, and what they hold, unzipped. */
  objects(prefix: string): Promise<Record<string, Buffer>>
}

/** Gives the tests of a file a database of their own, and makes `bucket`, whose keys it shares with files that name it too. */
export function sharedSandbox(bucket: string): SharedSandbox {
  let own: Pick<SharedSandbox, 'sandbox' | 'database' | 'url'> & { readonly s3: S3Client }
  const clients: Client[] = []
  beforeAll(async () => {
    const sandbox = await sandboxOfWorker()
    const database = await makeDatabase(sandbox)
    const s3 = new S3Client({
      endpoint: sandbox.endpoint,
      region: sandbox.env.AWS_REGION,
      forcePathStyle: true,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    })
    await s3.send(new CreateBucketCommand({ Bucket: bucket }))
    own = { sandbox, database, url: new URL(`/${database}`, sandbox.url).href, s3 }
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    own.s3.destroy()
  })
  return {
    get sandbox() {
      return own.sandbox
    },
    get database() {
      return own.database
    },
    get url() {
      return own.url
    },
    async connect(config = {}) {
      const client = new Client({ connectionString: own.url, ...config })
      await client.connect()
      clients.push(client)
      return client
    },
    put: (key, body) => own.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
    async objects(prefix) {
      const { Contents = [] } = await own.s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
      )
      const found = Contents.map(async ({ Key = '' }) => {
        const { Body } = await own.s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
        return [Key.slice(prefix.length), Key.endsWith('.gz') ? gunzipSync(bytes) : bytes] as const
      })
      return Object.fromEntries(await Promise.all(found))
    },
  }
}
