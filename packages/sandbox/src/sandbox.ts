import { join } from 'node:path'
import { startRedshift } from './redshift/redshift.js'
import { startS3 } from './s3/s3-server.js'

/** What a sandbox is started with. */
export interface SandboxOptions {
  /** A folder that keeps the state of both servers. Default: none, and it ends with the sandbox. */
  readonly data?: string
  /** Folders to serve as buckets, by bucket name. */
  readonly buckets?: Readonly<Record<string, string>>
}

/** A local S3 and a local Redshift that loads from it. */
export interface Sandbox extends AsyncDisposable {
  /** How clients connect to Redshift, such as `postgres://awsuser:sandbox@127.0.0.1:41234/dev`. */
  readonly url: string
  /** Where S3 is, such as `http://127.0.0.1:41235`. */
  readonly endpoint: string
  /** What the environment of a program should hold, so that it uses the sandbox. */
  readonly env: SandboxEnvironment
  /** Stops both servers. */
  stop(): Promise<void>
}

/** The variables that lead a program to a sandbox. */
export interface SandboxEnvironment {
  readonly AWS_ENDPOINT_URL_S3: string
  readonly AWS_ACCESS_KEY_ID: string
  readonly AWS_SECRET_ACCESS_KEY: string
  readonly AWS_REGION: string
  readonly REDSHIFT_URL: string
}

const ACCESS_KEY = 'sandbox'
const SECRET_KEY = 'sandbox-secret'
const REGION = 'us-east-1'

/** Starts a local S3 and a local Redshift on free ports of 127.0.0.1. */
export async function startSandbox({ data, buckets }: SandboxOptions = {}): Promise<Sandbox> {
  const s3 = await startS3({
    ...(data === undefined ? {} : { data: join(data, 's3') }),
    ...(buckets === undefined ? {} : { buckets }),
  })
  const redshift = await startRedshift({
    ...(data === undefined ? {} : { data: join(data, 'redshift') }),
    s3: {
      endpoint: s3.url,
      region: REGION,
      credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    },
  }).catch(async (error: unknown) => {
    await s3.stop()
    throw error
  })
  let stopping: Promise<void> | undefined
  const end = async () => {
    await redshift.stop()
    await s3.stop()
  }
  const stop = () => (stopping ??= end())
  const env = {
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    AWS_REGION: REGION,
    REDSHIFT_URL: redshift.url,
  }
  return { url: redshift.url, endpoint: s3.url, env, stop, [Symbol.asyncDispose]: stop }
}
