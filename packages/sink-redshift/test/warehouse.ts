import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'
import { createS3Client } from '@arbalest/s3'
import { startSandbox, type FaultControls, type Sandbox } from '@arbalest/sandbox'
import type { Row, SinkFixture } from '@arbalest/testing'
import { Client } from 'pg'
import { vi } from 'vitest'
import {
  completeOptions,
  RedshiftSink,
  type ConnectionConfiguration,
  type RedshiftSinkConfiguration,
} from '../src/index.js'
import type { MetadataPlace } from '../src/copy/files/metadata.js'
import { S3TestSource } from './s3-test-source.js'

const BUCKET = 'acme'
const METADATA = 'arbalest/'

/** A connection to the sandbox by the Data API. */
export const DATA_API: ConnectionConfiguration = {
  iam: { workgroup: 'wg' },
  database: 'dev',
  via: 'data-api',
  sessionKeepAlive: '5s',
}

/** `npm run data-api` has every sink connect by it, unless a test says how. */
const byDataApi = process.env['ARBALEST_VIA'] === 'data-api'

/** The sandbox of this worker, for the tests of one file, with means to look inside it. */
export interface Warehouse extends AsyncDisposable {
  /** How to connect to it. */
  readonly url: string
  /** Makes things go wrong. */
  readonly faults: FaultControls
  /** An isolated fixture: no tables, no objects. Fixtures follow each other; there is one at a time. */
  fixture(options?: Partial<RedshiftSinkConfiguration>): Promise<RedshiftFixture>
  /** Runs a statement of the test's own, and answers its rows. */
  query(text: string): Promise<readonly Row[]>
  /** The rows of a query as a Parquet file, as UNLOAD writes it. */
  parquet(select: string): Promise<Buffer>
  /** A session of the test's own, which it is to end. */
  connect(): Promise<Client>
}

/** A fixture of this sink. */
export interface RedshiftFixture extends SinkFixture {
  readonly sink: RedshiftSink
  readonly source: S3TestSource
  /** A sink on the same place, with other options. */
  sinkWith(
    options: Partial<RedshiftSinkConfiguration>,
    signal?: AbortSignal,
    notice?: (message: string) => void,
  ): RedshiftSink
  readonly metadataPlace: MetadataPlace
  /** The keys of what is in the metadata, without the prefix. */
  metadata(): Promise<readonly string[]>
}

let shared: Promise<Sandbox> | undefined
let fixtures = 0

/** Starts a sandbox with a bucket. */
async function startShared(): Promise<Sandbox> {
  const sandbox = await startSandbox()
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  s3.destroy()
  return sandbox
}

/**
 * Starts a sandbox if this worker has none, and leads the AWS SDK of this process to it. It ends with
 * the worker, as PostgreSQL does when its pipe closes.
 */
export async function startWarehouse(): Promise<Warehouse> {
  const sandbox = await (shared ??= startShared())
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  const admin = new Client(sandbox.url)
  await admin.connect()
  const query = async (text: string) => (await admin.query<Row>(text)).rows

  return {
    url: sandbox.url,
    faults: sandbox.faults,
    query,
    async parquet(select) {
      const quoted = select.replaceAll("'", "''")
      await query(
        `unload ('${quoted}') to 's3://${BUCKET}/unloaded/' iam_role default format parquet allowoverwrite parallel off`,
      )
      const { Contents: [object] = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'unloaded/' }),
      )
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: object?.Key }))
      return Buffer.from(await Body!.transformToByteArray())
    },
    async connect() {
      const client = new Client(sandbox.url)
      await client.connect()
      return client
    },
    async fixture(options = {}) {
      await dropTables(query)
      return makeFixture({
        s3,
        query,
        options: { connection: byDataApi ? DATA_API : sandbox.url, ...options },
        number: fixtures++,
      })
    },
    async [Symbol.asyncDispose]() {
      sandbox.faults.clear()
      await admin.end()
      s3.destroy()
    },
  }
}

interface FixtureParts {
  readonly s3: S3Client
  readonly query: Warehouse['query']
  readonly options: Partial<RedshiftSinkConfiguration>
  readonly number: number
}

async function makeFixture({ s3, query, options, number }: FixtureParts): Promise<RedshiftFixture> {
  const sinks: RedshiftSink[] = []
  const prefix = `${METADATA}${number}/`
  const sinkWith: RedshiftFixture['sinkWith'] = (others, signal, notice) => {
    const completed = completeOptions({
      connection: '',
      iamRole: 'default',
      metadata: `s3://${BUCKET}/${prefix}`,
      ...options,
      ...others,
    })
    const sink = new RedshiftSink(completed, { signal, ...(notice && { notice }) })
    sinks.push(sink)
    return sink
  }
  return {
    sink: sinkWith({}),
    another: async () => sinkWith({}),
    sinkWith,
    source: new S3TestSource(s3, BUCKET, `data/${number}/`),
    rows: async (table) => ((await tables(query)).includes(table) ? query(`select * from ${table}`) : []),
    tables: async () => (await tables(query)).filter((name) => !/^arbalest_(marks|lock)_/.test(name)),
    insertion: (id) => ({ text: 'insert into events (id) values ($1)', values: [id] }),
    metadataPlace: { bucket: BUCKET, key: prefix },
    async metadata() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }))
      return Contents.map(({ Key = '' }) => Key.slice(prefix.length))
    },
    async [Symbol.asyncDispose]() {
      for (const sink of sinks) await sink[Symbol.asyncDispose]()
    },
  }
}

// Temporary tables of any session are among them: a sink must leave none behind.
async function tables(query: Warehouse['query']): Promise<string[]> {
  const rows = await query(
    `select tablename from pg_tables where schemaname = 'public' or schemaname like 'pg_temp%' order by 1`,
  )
  return rows.map(({ tablename }) => String(tablename))
}

async function dropTables(query: Warehouse['query']): Promise<void> {
  const dropAll = async () => {
    for (const table of await tables(query)) await query(`drop table if exists "${table}" cascade`)
    // A session that is left keeps its temporary tables until it ends, and only it may drop them.
    const left = await tables(query)
    if (left.length > 0) throw new Error(`There are still tables: ${left.join(', ')}`)
  }
  await vi.waitFor(dropAll, { timeout: 15_000, interval: 100 })
}
