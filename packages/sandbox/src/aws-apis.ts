import { readFile } from 'node:fs/promises'
import type { CustomDomain, Warehouse } from './aws/account/warehouse.js'
import { type AwsServer, startAws } from './aws/aws-server.js'
import { Faults } from './faults.js'
import { CLIENT_USER, DEFAULT_DATABASE } from './redshift/catalog/install.js'
import { CLIENT_PASSWORD, type RedshiftServer } from './redshift/redshift.js'

/** What the AWS APIs about a Redshift are started with. */
export interface AwsApisOptions {
  /** Secrets of Secrets Manager, by name; an object is kept as JSON. `sandbox`, with the login of `awsuser`, is always there. */
  readonly secrets?: Readonly<Record<string, string | object>>
  /** The ARN of who calls AWS's APIs. Default: `arn:aws:iam::123456789012:user/` and the access key of the call. */
  readonly identity?: string
  /** The identifiers of clusters that are known, all of which are the one Redshift. Default: any. */
  readonly clusters?: readonly string[]
  /** The names of serverless workgroups that are known, all of which are the one Redshift. Default: any. */
  readonly workgroups?: readonly string[]
  /** What has which domain name of its own, such as `{ 'dwh.example.com': { cluster: 'prod' } }`. Default: any name is that of a cluster, and of a workgroup. */
  readonly customDomains?: Readonly<Record<string, CustomDomain>>
}

/** The region that everything is in. */
export const REGION = 'us-east-1'

/**
 * Starts the AWS APIs about a Redshift that runs here, on a free port of 127.0.0.1: the Data API and those to sign in by.
 *
 * @example
 * ```ts
 * const apis = await startAwsApis(redshift)
 * const client = new RedshiftDataClient({ endpoint: apis.url, region: 'us-east-1' })
 * ```
 */
export async function startAwsApis(
  redshift: RedshiftServer,
  options: AwsApisOptions = {},
  faults: Faults = new Faults(),
): Promise<AwsServer> {
  return startAws({
    warehouse: await warehouseOf(redshift, options),
    faults,
    secrets: secretsOf(redshift, options),
    identity: options.identity,
  })
}

async function warehouseOf(redshift: RedshiftServer, options: AwsApisOptions): Promise<Warehouse> {
  const { host, port, authorityFile } = redshift
  return {
    host,
    port,
    authority: authorityFile && (await readFile(authorityFile, 'utf8')),
    database: DEFAULT_DATABASE,
    region: REGION,
    clusters: options.clusters,
    workgroups: options.workgroups,
    customDomains: options.customDomains,
    issue: (request) => redshift.issue(request),
    checkPassword: (user, password) => redshift.checkPassword(user, password),
    lastLoad: (process) => redshift.lastLoad(process),
  }
}

/** As AWS's rotation functions lay it out: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html */
function secretsOf({ host, port }: RedshiftServer, { secrets = {} }: AwsApisOptions): Record<string, string> {
  const own = { username: CLIENT_USER, password: CLIENT_PASSWORD }
  const login = { engine: 'redshift', host, port, dbname: DEFAULT_DATABASE, ...own }
  return Object.fromEntries(
    Object.entries({ sandbox: login, ...secrets }).map(([name, content]) => [
      name,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  )
}
