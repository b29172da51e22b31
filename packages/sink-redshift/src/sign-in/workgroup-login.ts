import { SinkError } from '@arbalest/core/plugin'
import { callAws, type AwsCall } from '../aws/aws-call.js'
import { clientConfig, optionalClient } from '../aws/optional-client.js'
import type { DomainSignIn, WorkgroupSignIn } from '../connection/connection-options.js'
import { Secret } from '../secrets/secret.js'
import type { Address, Credentials, LoginRequest } from './login.js'

/** Returns a temporary user and password of a serverless workgroup. Throws `SinkError`, or `PluginError` if the client is not installed. */
export async function workgroupCredentials(
  signIn: WorkgroupSignIn | DomainSignIn,
  { url, database, signal }: LoginRequest & { readonly database: string },
): Promise<Credentials> {
  const { RedshiftServerlessClient, GetCredentialsCommand } = await serverless()
  const { kind, name } = signIn
  const isNamed = kind === 'workgroup'
  const region = isNamed ? signIn.region : undefined
  const doing = `sign in to the workgroup ${isNamed ? '' : 'at '}"${name}"`
  const check = isNamed ? `the workgroup "${name}"` : 'the host'
  const given = isNamed ? { workgroupName: name } : { customDomainName: name }
  const client = new RedshiftServerlessClient(clientConfig(region))
  const { dbUser, dbPassword, expiration } = await callAws(
    callOf('GetCredentials', { doing, check, region, url }),
    signal,
    client,
    (to, options) => to.send(new GetCredentialsCommand({ ...given, dbName: database }), options),
  )
  return { user: dbUser ?? '', password: new Secret(dbPassword ?? ''), expires: expiration }
}

/** Returns where a serverless workgroup is. Throws `SinkError`. */
export async function workgroupAddress(
  { name, region }: Pick<WorkgroupSignIn, 'name' | 'region'>,
  { url, signal }: LoginRequest,
): Promise<Address> {
  const { RedshiftServerlessClient, GetWorkgroupCommand } = await serverless()
  const [doing, check] = [`look up the workgroup "${name}"`, `the workgroup "${name}"`]
  const call = callOf('GetWorkgroup', { doing, check, region, url })
  const client = new RedshiftServerlessClient(clientConfig(region))
  const { workgroup } = await callAws(call, signal, client, (to, options) =>
    to.send(new GetWorkgroupCommand({ workgroupName: name }), options),
  )
  const { address, port } = workgroup?.endpoint ?? {}
  if (address !== undefined && port !== undefined) return { host: address, port }
  throw new SinkError(
    'SINK_UNREACHABLE',
    `${url}: the workgroup "${name}" has no endpoint yet; its status is ${workgroup?.status ?? 'not known'}.`,
    { retryable: true },
  )
}

interface WorkgroupCall extends Pick<AwsCall, 'doing' | 'url'> {
  /** What in the connection may be wrong. */
  readonly check: string
  readonly region: string | undefined
}

function callOf(operation: string, { doing, check, region = '*', url }: WorkgroupCall): AwsCall {
  return {
    url,
    doing,
    action: `redshift-serverless:${operation}`,
    // An ARN ends in the workgroup's id, not in its name:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html
    resource: `arn:aws:redshift-serverless:${region}:*:workgroup/*`,
    missing: `check ${check} in connection, and the region`,
  }
}

function serverless() {
  return optionalClient(
    '@aws-sdk/client-redshift-serverless',
    'To sign in to a serverless workgroup by IAM',
    () => import('@aws-sdk/client-redshift-serverless'),
  )
}
