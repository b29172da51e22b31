import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { FaultControls } from '@arbalest/sandbox'
import type { Row, SinkFixture } from '@arbalest/testing'
import { Client } from 'pg'
import { vi } from 'vitest'
import { completeOptions, RedshiftSink, type RedshiftSinkConfiguration } from '../src/index.js'
import type { S3Folder } from '../src/options/s3-folder.js'
import { S3TestSource } from './s3-test-source.js'
import { startPlace, type TestPlace } from './test-place.js'

export { DATA_API } from './test-place.js'

/** The sandbox of this worker, or the cluster that `npm run cluster` was given, for the tests of one file, with means to look inside it. */
export interface Warehouse extends AsyncDisposable {
  /** How to connect to the sandbox. Throws if this is a cluster. */
  readonly url: string
  /** Makes things go wrong in the sandbox. Throws if this is a cluster. */
  readonly faults: FaultControls
  /** An isolated fixture: no tables, no objects. Fixtures follow each other; there is one at a time. */
  fixture(options?: Partial<RedshiftSinkConfiguration>): Promise<RedshiftFixture>
  /** Runs a statement of the test's own, and answers its rows. */
  query(text: string): Promise<readonly Row[]>
  /** The rows of a query as a Parquet file, as UNLOAD writes it. */
  parquet(select: string): Promise<Buffer>
  /** A session of the test's own in the sandbox, which it is to end. Throws if this is a cluster. */
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
  readonly metadataPlace: S3Folder
  /** The keys of what is in the metadata, without the prefix. */
  metadata(): Promise<readonly string[]>
}

let fixtures = 0

/** Starts a sandbox if this worker has none, and leads the AWS SDK of this process to it. */
export async function startWarehouse(): Promise<Warehouse> {
  const place = await startPlace()
  const { s3, bucket, prefix, iamRole, query } = place
  return {
    get url() {
      return place.url
    },
    get faults() {
      return place.faults
    },
    query,
    async parquet(select) {
      const quoted = select.replaceAll("'", "''")
      const unloaded = `${prefix}unloaded/`
      const role = iamRole === 'default' ? 'default' : `'${iamRole}'`
      await query(
        `unload ('${quoted}') to 's3://${bucket}/${unloaded}' iam_role ${role} format parquet allowoverwrite parallel off`,
      )
      const { Contents: [object] = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: unloaded }),
      )
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: object?.Key }))
      return Buffer.from(await Body!.transformToByteArray())
    },
    async connect() {
      const client = new Client(place.url)
      await client.connect()
      return client
    },
    async fixture(options = {}) {
      await dropTables(place)
      return makeFixture(place, options, fixtures++)
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}

async function makeFixture(
  place: TestPlace,
  options: Partial<RedshiftSinkConfiguration>,
  number: number,
): Promise<RedshiftFixture> {
  const { s3, bucket, connection, iamRole, query } = place
  const sinks: RedshiftSink[] = []
  const prefix = `${place.prefix}arbalest/${number}/`
  const sinkWith: RedshiftFixture['sinkWith'] = (others, signal, notice) => {
    const completed = completeOptions({
      connection,
      iamRole,
      metadata: `s3://${bucket}/${prefix}`,
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
    source: new S3TestSource(s3, bucket, `${place.prefix}data/${number}/`),
    rows: async (table) => ((await tables(place)).includes(table) ? query(`select * from ${table}`) : []),
    tables: async () =>
      (await tables(place)).filter((name) => !/^arbalest_(marks|lock|loads|rejects)(_|$)/.test(name)),
    insertion: (id) => ({ text: 'insert into events (id) values ($1)', values: [id] }),
    metadataPlace: { bucket, key: prefix },
    async metadata() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
      return Contents.map(({ Key = '' }) => Key.slice(prefix.length))
    },
    async [Symbol.asyncDispose]() {
      for (const sink of sinks) await sink[Symbol.asyncDispose]()
    },
  }
}

// In the sandbox, temporary tables of any session are among them: a sink must leave none behind.
async function tables({ query, schema, isOurs }: TestPlace): Promise<string[]> {
  const temporary = isOurs ? `or schemaname like 'pg_temp%'` : ''
  const rows = await query(
    `select tablename from pg_tables where schemaname = '${schema}' ${temporary} order by 1`,
  )
  return rows.map(({ tablename }) => String(tablename))
}

async function dropTables(place: TestPlace): Promise<void> {
  const dropAll = async () => {
    for (const table of await tables(place)) await place.query(`drop table if exists "${table}" cascade`)
    // A session that is left keeps its temporary tables until it ends, and only it may drop them.
    const left = await tables(place)
    if (left.length > 0) throw new Error(`There are still tables: ${left.join(', ')}`)
  }
  await vi.waitFor(dropAll, { timeout: 15_000, interval: 100 })
}
