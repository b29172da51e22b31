import { SinkError } from '@arbalest/core/plugin'
import { callAws, type AwsCall } from '../aws/aws-call.js'
import { clientConfig, optionalClient } from '../aws/optional-client.js'
import type { ClusterSignIn, DomainSignIn } from '../connection/connection-options.js'
import { Secret } from '../secrets/secret.js'
import type { Address, Credentials, LoginRequest } from './login.js'

/** Returns a temporary user and password of a provisioned cluster. Throws `SinkError`, or `PluginError` if the client is not installed. */
export async function clusterCredentials(
  signIn: ClusterSignIn | DomainSignIn,
  { url, database, signal }: LoginRequest & { readonly database: string },
): Promise<Credentials> {
  const { user, create, groups } = signIn
  const { RedshiftClient, GetClusterCredentialsCommand, GetClusterCredentialsWithIAMCommand } =
    await provisioned()
  const { cluster, region, given, doing } = placeOf(signIn)
  const place = { ...given, DbName: database }
  const { DbUser, DbPassword, Expiration } = await callAws(
    user === undefined
      ? callOf('GetClusterCredentialsWithIAM', `dbname:${cluster}/${database}`, doing, signIn, url)
      : callOf('GetClusterCredentials', `dbuser:${cluster}/${user}`, `${doing} as "${user}"`, signIn, url),
    signal,
    new RedshiftClient(clientConfig(region)),
    (to, options) =>
      user === undefined
        ? to.send(new GetClusterCredentialsWithIAMCommand(place), options)
        : to.send(
            new GetClusterCredentialsCommand({
              ...place,
              DbUser: user,
              AutoCreate: create,
              ...(groups.length > 0 && { DbGroups: [...groups] }),
            }),
            options,
          ),
  )
  return { user: DbUser ?? '', password: new Secret(DbPassword ?? ''), expires: Expiration }
}

/** Returns where a provisioned cluster is. Throws `SinkError`. */
export async function clusterAddress(signIn: ClusterSignIn, { url, signal }: LoginRequest): Promise<Address> {
  const { name, region } = signIn
  const { RedshiftClient, DescribeClustersCommand } = await provisioned()
  const { Clusters = [] } = await callAws(
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html
    callOf('DescribeClusters', `cluster:${name}`, `look up the cluster "${name}"`, signIn, url),
    signal,
    new RedshiftClient(clientConfig(region)),
    (to, options) => to.send(new DescribeClustersCommand({ ClusterIdentifier: name }), options),
  )
  const { Endpoint, ClusterStatus = 'not known' } = Clusters[0] ?? {}
  if (ClusterStatus === 'paused') {
    throw new SinkError('SINK_UNREACHABLE', `${url}: the cluster "${name}" is paused; resume it.`)
  }
  if (Endpoint?.Address !== undefined && Endpoint.Port !== undefined)
    return { host: Endpoint.Address, port: Endpoint.Port }
  throw new SinkError(
    'SINK_UNREACHABLE',
    `${url}: the cluster "${name}" has no endpoint yet; its status is ${ClusterStatus}.`,
    { retryable: true },
  )
}

/** A resource of Redshift's is named by its type and name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html */
function callOf(
  operation: string,
  resource: string,
  doing: string,
  signIn: ClusterSignIn | DomainSignIn,
  url: string,
): AwsCall {
  const { region = '*', check } = placeOf(signIn)
  return {
    url,
    doing,
    action: `redshift:${operation}`,
    resource: `arn:aws:redshift:${region}:*:${resource}`,
    missing: check,
  }
}

/** How a cluster is called in requests, in messages, and in an ARN, if it is only known by its domain name. */
function placeOf(signIn: ClusterSignIn | DomainSignIn) {
  const { kind, name } = signIn
  return kind === 'cluster'
    ? {
        cluster: name,
        region: signIn.region,
        given: { ClusterIdentifier: name },
        doing: `sign in to the cluster "${name}"`,
        check: `check the cluster "${name}" in connection, and the region`,
      }
    : {
        cluster: '*',
        region: undefined,
        given: { CustomDomainName: name },
        doing: `sign in to the cluster at "${name}"`,
        check: 'check the host in connection, and the region',
      }
}

function provisioned() {
  return optionalClient(
    '@aws-sdk/client-redshift',
    'To sign in to a cluster by IAM',
    () => import('@aws-sdk/client-redshift'),
  )
}
