import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import { createS3Client } from '@arbalest/s3'
import { startSandbox, type FaultControls, type Sandbox } from '@arbalest/sandbox'
import type { Row } from '@arbalest/testing'
import { Client } from 'pg'
import { namedCluster, openCluster, type NamedCluster } from './named-cluster.js'
import type { ConnectionConfiguration } from '../src/index.js'

const BUCKET = 'acme'

/** A connection to the sandbox by the Data API. */
export const DATA_API: ConnectionConfiguration = {
  iam: { workgroup: 'wg' },
  database: 'dev',
  via: 'data-api',
  sessionKeepAlive: '5s',
}

/** `npm run data-api` has every sink connect by it, unless a test says how. */
const byDataApi = process.env['ARBALEST_VIA'] === 'data-api'

/** Where tests of the sink take place: the sandbox, or the cluster that `npm run cluster` was given. */
export interface TestPlace extends AsyncDisposable {
  readonly connection: string | ConnectionConfiguration
  readonly iamRole: string
  readonly s3: S3Client
  readonly bucket: string
  /** Before all keys; empty, or it ends in a slash. */
  readonly prefix: string
  /** The schema of tables that are named without one. */
  readonly schema: string
  /** Whether nobody else has temporary tables there. */
  readonly isOurs: boolean
  query(text: string): Promise<readonly Row[]>
  /** The sandbox's URL. Throws if this is a cluster. */
  readonly url: string
  /** The sandbox's faults on demand. Throws if this is a cluster. */
  readonly faults: FaultControls
}

/** Returns the place for the tests of one file. */
export async function startPlace(): Promise<TestPlace> {
  const cluster = namedCluster()
  return cluster ? clusterPlace(cluster) : sandboxPlace()
}

let shared: Promise<Sandbox> | undefined

/** The sandbox of this worker. It ends with the worker, as PostgreSQL does when its pipe closes. */
async function startShared(): Promise<Sandbox> {
  const sandbox = await startSandbox()
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  s3.destroy()
  return sandbox
}

/** Ends transactions that a test which took too long has left in the file before: their tables would stay, and fail all others. */
const END_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and state like 'idle in transaction%'`

async function sandboxPlace(): Promise<TestPlace> {
  const sandbox = await (shared ??= startShared())
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  const admin = new Client(sandbox.url)
  await admin.connect()
  await admin.query(END_OTHERS)
  return {
    connection: byDataApi ? DATA_API : sandbox.url,
    iamRole: 'default',
    s3,
    bucket: BUCKET,
    prefix: '',
    schema: 'public',
    isOurs: true,
    query: async (text) => (await admin.query<Row>(text)).rows,
    url: sandbox.url,
    faults: sandbox.faults,
    async [Symbol.asyncDispose]() {
      sandbox.faults.clear()
      await admin.end()
      s3.destroy()
    },
  }
}

function clusterPlace(cluster: NamedCluster): TestPlace {
  const opened = openCluster(cluster)
  return {
    ...cluster,
    s3: opened.s3,
    isOurs: false,
    query: opened.query,
    get url() {
      return onlyInSandbox()
    },
    get faults() {
      return onlyInSandbox()
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

function onlyInSandbox(): never {
  throw new Error('This test needs the sandbox, and runs on a cluster.')
}
