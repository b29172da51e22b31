import type { Right } from '@arbalest/core/plugin'
import { AWS_ADMINISTRATOR, CALLER } from '@arbalest/s3'
import type { ClusterSignIn, ConnectionOptions, DomainSignIn } from '../connection/connection-options.js'
import { apiPlace } from '../session/data-api/api-target.js'

/** Returns what the user who runs Arbalest must be allowed on AWS to sign in, and to send statements. */
export function signInRights(connection: ConnectionOptions): readonly Right[] {
  return [...loginRights(connection), ...(connection.via === 'data-api' ? dataApiRights(connection) : [])]
}

function loginRights({ signIn, host, database = '*', via }: ConnectionOptions): readonly Right[] {
  const looksUp = host === undefined && via === 'wire'
  switch (signIn.kind) {
    case 'password':
      return []
    case 'secret':
      return [allow('secretsmanager:GetSecretValue', signIn.arn)]
    case 'workgroup': {
      // An ARN ends in the workgroup's id, not in its name.
      const resource = `arn:aws:redshift-serverless:${signIn.region ?? '*'}:*:workgroup/*`
      const all = ['GetCredentials', ...(looksUp ? ['GetWorkgroup'] : [])]
      return all.map((action) => allow(`redshift-serverless:${action}`, resource))
    }
    case 'domain':
      // Only AWS knows which of the two it is.
      return [
        ...(signIn.user === undefined
          ? [allow('redshift-serverless:GetCredentials', 'arn:aws:redshift-serverless:*:*:workgroup/*')]
          : []),
        ...clusterRights(signIn, database),
      ]
    default:
      return [
        ...clusterRights(signIn, database),
        ...(looksUp
          ? [allow('redshift:DescribeClusters', clusterArn(signIn, `cluster:${signIn.name}`))]
          : []),
      ]
  }
}

/** Each is about several resources: https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html */
function clusterRights(signIn: ClusterSignIn | DomainSignIn, database: string): readonly Right[] {
  const { user, create, groups } = signIn
  const name = signIn.kind === 'cluster' ? signIn.name : '*'
  const inDatabase = clusterArn(signIn, `dbname:${name}/${database}`)
  if (user === undefined) return [allow('redshift:GetClusterCredentialsWithIAM', inDatabase)]
  const asUser = clusterArn(signIn, `dbuser:${name}/${user}`)
  return [
    allow('redshift:GetClusterCredentials', asUser, inDatabase),
    ...(create ? [allow('redshift:CreateClusterUser', asUser)] : []),
    ...groups.map((group) => allow('redshift:JoinGroup', clusterArn(signIn, `dbgroup:${name}/${group}`))),
  ]
}

/** Only to submit a statement is about a cluster; the others are about statements, which have no ARN: https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html */
function dataApiRights(connection: ConnectionOptions): readonly Right[] {
  const others = ['DescribeStatement', 'GetStatementResult', 'CancelStatement']
  return [
    allow('redshift-data:ExecuteStatement', apiPlace(connection).resource),
    ...others.map((action) => allow(`redshift-data:${action}`, '*')),
  ]
}

function clusterArn(signIn: ClusterSignIn | DomainSignIn, resource: string): string {
  const region = signIn.kind === 'cluster' ? signIn.region : undefined
  return `arn:aws:redshift:${region ?? '*'}:*:${resource}`
}

function allow(action: string, ...resources: readonly string[]): Right {
  return {
    holder: CALLER,
    ask: AWS_ADMINISTRATOR,
    grant: { Effect: 'Allow', Action: [action], Resource: resources },
  }
}
