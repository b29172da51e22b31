import { startAwsApis, startRedshift, startS3, type RedshiftServer } from '@arbalest/sandbox'
import pg from 'pg'
import { unwatched, type Watcher } from './proxies/exchange.js'
import { startS3Proxy } from './proxies/s3-proxy.js'

const REGION = 'us-east-1'
const CREDENTIALS = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox-secret' }

const IDENTITY = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_REGION: REGION,
}

/** A row as the driver gives it. */
type Row = Readonly<Record<string, unknown>>

/** A local S3 and a local Redshift that loads from it, with proxies of ours before S3. */
export interface World extends AsyncDisposable {
  /** How clients connect to Redshift. */
  readonly url: string
  /** The endpoint of the Data API, if commands connect by it. */
  readonly dataApi: string | undefined
  /** The endpoint of S3 itself. */
  readonly endpoint: string
  /** What leads a command to S3, by way of the proxy. */
  readonly env: Readonly<Record<string, string>>
  /** Shows `watch` what passes between a command, or Redshift, and the bucket. */
  watchBucket(bucket: string, watch: Watcher): void
  /** Asks S3 itself: a plain request, as nobody checks signatures there. */
  fetch(path: string, options?: RequestInit): Promise<Response>
  /** Runs a statement as an onlooker would, and answers its rows. */
  query(text: string): Promise<readonly Row[]>
  /** Stops Redshift, and starts it again on its port; it needs a folder for its data. */
  restart(): Promise<void>
}

/** How commands connect to Redshift. */
type Via = 'wire' | 'data-api'

const shared = new Map<Via, Promise<World>>()

/** The world that the test files of this worker share. It ends with the worker, as PostgreSQL does when its pipe closes. */
export async function sharedWorld(via: Via = 'wire'): Promise<World> {
  Object.assign(process.env, IDENTITY)
  const world = shared.get(via) ?? startWorld({ via })
  shared.set(via, world)
  return world
}

/** What a world is started with. */
interface WorldOptions {
  /** Keeps Redshift's databases over a restart. Default: they end with it. */
  readonly data?: string
  /** Default: `wire`. */
  readonly via?: Via
}

/** Starts it all. */
export async function startWorld({ data, via = 'wire' }: WorldOptions = {}): Promise<World> {
  const watchers = new Map<string, Watcher>()
  const watcherOf = (bucket: string) => watchers.get(bucket) ?? unwatched
  const s3 = await startS3()
  const proxy = await startS3Proxy(s3.url, 's3', watcherOf)
  const inner = await startS3Proxy(s3.url, 'copy', watcherOf)
  const startServer = (port = 0) =>
    startRedshift({
      port,
      ...(data !== undefined && { data }),
      s3: { endpoint: inner.url, region: REGION, credentials: CREDENTIALS },
    })
  let redshift: RedshiftServer = await startServer()
  const { url, port } = redshift
  let pool = openPool(url)
  const aws = via === 'data-api' ? await startAwsApis(redshift) : undefined

  Object.assign(process.env, IDENTITY)

  return {
    url,
    dataApi: aws?.url,
    endpoint: s3.url,
    env: { ...IDENTITY, AWS_ENDPOINT_URL_S3: proxy.url },
    watchBucket(bucket, watch) {
      watchers.set(bucket, watch)
    },
    async fetch(path, options) {
      const response = await fetch(`${s3.url}/${path}`, options)
      if (!response.ok) throw new Error(`S3 answered ${response.status} to ${path}: ${await response.text()}`)
      return response
    },
    query: async (text) => (await pool.query<Row>(text)).rows,
    async restart() {
      await pool.end()
      await redshift.stop()
      redshift = await startServer(port)
      pool = openPool(url)
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
      await aws?.stop()
      await redshift.stop()
      for (const each of [proxy, inner, s3]) await each[Symbol.asyncDispose]()
    },
  }
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  pool.on('error', () => {})
  return pool
}
