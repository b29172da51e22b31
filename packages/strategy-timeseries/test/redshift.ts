import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startSandbox } from '@arbalest/sandbox'
import { completeOptions, RedshiftSink, type CopyOptions } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import type { ChangeableSource, Row, SinkFixture } from '@arbalest/testing'
import { Client, types } from 'pg'

/** A sandbox for the tests of one file. */
export interface Redshift extends AsyncDisposable {
  /** An isolated fixture: no tables, no objects. Fixtures follow each other; there is one at a time. */
  fixture(copy?: CopyOptions): Promise<SinkFixture>
  /** Runs a statement of the test's own; times come as text. */
  query(text: string): Promise<readonly Row[]>
  /** The rows of a query as a Parquet file, as UNLOAD writes it. */
  parquet(select: string): Promise<Buffer>
}

const BUCKET = 'acme'

/** Starts a sandbox, and leads the AWS SDK of this process to it. */
export async function startRedshift(): Promise<Redshift> {
  const bucket = await mkdtemp(join(tmpdir(), 'arbalest-timeseries-'))
  const sandbox = await startSandbox({ buckets: { [BUCKET]: bucket } })
  Object.assign(process.env, sandbox.env)
  const { TIMESTAMP, TIMESTAMPTZ, DATE } = types.builtins
  const times: readonly number[] = [TIMESTAMP, TIMESTAMPTZ, DATE]
  const admin = new Client({
    connectionString: sandbox.url,
    types: { getTypeParser: (oid) => (times.includes(oid) ? String : types.getTypeParser(oid)) },
  })
  await admin.connect()
  const query: Redshift['query'] = async (text) => (await admin.query<Row>(text)).rows
  let fixtures = 0
  return {
    query,
    async parquet(select) {
      const quoted = select.replaceAll("'", "''")
      const folder = join(bucket, 'unloaded')
      await query(
        `unload ('${quoted}') to 's3://${BUCKET}/unloaded/' iam_role default format parquet allowoverwrite parallel off`,
      )
      const [name = ''] = await readdir(folder)
      return readFile(join(folder, name))
    },
    async fixture(copy) {
      for (const table of await tables(query)) await query(`drop table "${table}" cascade`)
      return makeFixture({ connection: sandbox.url, copy }, query, bucket, fixtures++)
    },
    async [Symbol.asyncDispose]() {
      await admin.end()
      await sandbox.stop()
      await rm(bucket, { recursive: true })
    },
  }
}

function makeFixture(
  sinkOptions: { readonly connection: string; readonly copy?: CopyOptions | undefined },
  query: Redshift['query'],
  bucket: string,
  number: number,
): SinkFixture {
  const prefix = `data/${number}/`
  const objects = new S3Source({ url: `s3://${BUCKET}/${prefix}` })
  const sinks: RedshiftSink[] = []
  const makeSink = () => {
    const metadata = `s3://${BUCKET}/arbalest/${number}/`
    const sink = new RedshiftSink(completeOptions({ ...sinkOptions, iamRole: 'default', metadata }))
    sinks.push(sink)
    return sink
  }
  return {
    sink: makeSink(),
    another: async () => makeSink(),
    source: changeable(objects, bucket, prefix),
    rows: async (table) => ((await tables(query)).includes(table) ? query(`select * from ${table}`) : []),
    tables: async () => (await tables(query)).filter((name) => !/^arbalest_(marks|lock|loads)_/.test(name)),
    insertion: (id) => ({ text: 'insert into events (id) values ($1)', values: [id] }),
    async [Symbol.asyncDispose]() {
      for (const sink of sinks) await sink[Symbol.asyncDispose]()
      await objects[Symbol.asyncDispose]()
    },
  }
}

/** `objects`, whose files stand in the folder `bucket`; keys are told without the prefix. */
function changeable(objects: S3Source, bucket: string, prefix: string): ChangeableSource {
  const fileOf = (key: string) => join(bucket, prefix, key)
  return {
    url: objects.url,
    async *list() {
      for await (const page of objects.list())
        yield page.map((object) => ({ ...object, key: object.key.slice(prefix.length) }))
    },
    async put(key, content) {
      await mkdir(dirname(fileOf(key)), { recursive: true })
      await writeFile(fileOf(key), content)
    },
    remove: (key) => rm(fileOf(key)),
  }
}

// Temporary tables of any session are among them: a load must leave none behind.
async function tables(query: Redshift['query']): Promise<string[]> {
  const rows = await query(
    `select tablename from pg_tables where schemaname = 'public' or schemaname like 'pg_temp%' order by 1`,
  )
  return rows.map(({ tablename }) => String(tablename))
}
