import { join } from 'node:path'
import { type AwsApisOptions, REGION, startAwsApis } from './aws-apis.js'
import { type FaultControls, Faults } from './faults.js'
import { type RedshiftServer, startRedshift } from './redshift/redshift.js'
import type { PasswordMethod } from './redshift/wire/sign-in/sign-in.js'
import { startS3 } from './s3/s3-server.js'
import { connectionFault, s3Fault } from './sandbox-faults.js'

/** Options of a sandbox. */
export interface SandboxOptions extends AwsApisOptions {
  /** A folder that keeps the state of S3 and Redshift. Default: none; their state is removed when the sandbox stops. */
  readonly data?: string
  /** Folders to serve as buckets, by bucket name; undefined: a bucket that is made if it is not there. */
  readonly buckets?: Readonly<Record<string, string | undefined>>
  /**
   * How users of Redshift sign in: `plain` asks for the password itself, `md5` and `sha256` for
   * a digest. `awsuser` has the password `sandbox`. Then users, including those that IAM makes, can do only what
   * they were granted. Default: anyone may connect with any password and do everything.
   */
  readonly passwords?: PasswordMethod
  /** Whether clients of Redshift must use TLS. Default: false. */
  readonly tls?: boolean
  /** The warehouse's parameter `enable_large_strings_opt_in`. Default: false. */
  readonly largeStrings?: boolean
}

/** A local S3, a local Redshift that loads from it, and the AWS APIs about them. */
export interface Sandbox extends AsyncDisposable {
  /** How clients connect to Redshift, such as `postgres://awsuser:sandbox@127.0.0.1:41234/dev`. */
  readonly url: string
  /** Where S3 is, such as `http://127.0.0.1:41235`. */
  readonly endpoint: string
  /** Where all other APIs of AWS are, such as `http://127.0.0.1:41236`. */
  readonly awsEndpoint: string
  /** With TLS, the file of the certificate that Redshift's own can be verified by, in PEM. */
  readonly authorityFile: string | undefined
  /** The environment variables with which a program uses the sandbox. */
  readonly env: SandboxEnvironment
  /** Makes things go wrong on demand. */
  readonly faults: FaultControls
  /** Makes every temporary password of Redshift expire at once; sessions stay. */
  expireLogins(): void
  /** Stops all servers. */
  stop(): Promise<void>
}

/** The environment variables with which a program uses a sandbox. */
export interface SandboxEnvironment {
  readonly AWS_ENDPOINT_URL_S3: string
  readonly AWS_ENDPOINT_URL_REDSHIFT: string
  readonly AWS_ENDPOINT_URL_REDSHIFT_DATA: string
  readonly AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS: string
  readonly AWS_ENDPOINT_URL_SECRETS_MANAGER: string
  readonly AWS_ENDPOINT_URL_STS: string
  readonly AWS_ACCESS_KEY_ID: string
  readonly AWS_SECRET_ACCESS_KEY: string
  readonly AWS_REGION: string
  readonly REDSHIFT_URL: string
  /** With TLS: the authority that psql and other users of libpq trust. */
  readonly PGSSLROOTCERT?: string
  /** With TLS: the authority that Node trusts in addition to its own. */
  readonly NODE_EXTRA_CA_CERTS?: string
}

const ACCESS_KEY = 'sandbox'
/** The key of Redshift itself, which distinguishes its requests to S3 from those of others. */
const CLUSTER_KEY = 'sandbox-cluster'
const SECRET_KEY = 'sandbox-secret'

/**
 * Starts a local S3, a local Redshift and the AWS APIs about them, on free ports of 127.0.0.1.
 *
 * @example
 * ```ts
 * await using sandbox = await startSandbox({ buckets: { 'acme-events': './data' } })
 * const client = new pg.Client(sandbox.url)
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { data, buckets, largeStrings = false, passwords, tls } = options
  const faults = new Faults()
  const started: { stop(): Promise<void> }[] = []
  const end = async () => {
    for (const server of started.toReversed()) await server.stop()
  }
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= end())
  try {
    const s3 = await startS3({
      ...(data === undefined ? {} : { data: join(data, 's3') }),
      ...(buckets === undefined ? {} : { buckets }),
      fault: s3Fault(faults, CLUSTER_KEY),
    })
    started.push(s3)
    const redshift = await startRedshift({
      largeStrings,
      ...(data === undefined ? {} : { data: join(data, 'redshift') }),
      ...(passwords === undefined ? {} : { passwords }),
      ...(tls === undefined ? {} : { tls }),
      connectionFault: connectionFault(faults),
      s3: {
        endpoint: s3.url,
        region: REGION,
        credentials: { accessKeyId: CLUSTER_KEY, secretAccessKey: SECRET_KEY },
      },
    })
    started.push(redshift)
    const aws = await startAwsApis(redshift, options, faults)
    started.push(aws)
    return {
      url: redshift.url,
      endpoint: s3.url,
      awsEndpoint: aws.url,
      authorityFile: redshift.authorityFile,
      env: environmentOf({ s3: s3.url, aws: aws.url, redshift }),
      faults,
      expireLogins: () => redshift.expireLogins(),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function environmentOf(servers: { s3: string; aws: string; redshift: RedshiftServer }): SandboxEnvironment {
  const { s3, aws, redshift } = servers
  const { authorityFile } = redshift
  return {
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_REDSHIFT: aws,
    AWS_ENDPOINT_URL_REDSHIFT_DATA: aws,
    AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS: aws,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
    AWS_ENDPOINT_URL_STS: aws,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    AWS_REGION: REGION,
    REDSHIFT_URL: redshift.url,
    ...(authorityFile && { PGSSLROOTCERT: authorityFile, NODE_EXTRA_CA_CERTS: authorityFile }),
  }
}
