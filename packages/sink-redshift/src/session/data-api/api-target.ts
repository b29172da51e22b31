import type { ConnectionOptions } from '../../connection/connection-options.js'
import { parseHostName } from '../../connection/host-name.js'

/** The members of a call that say where a session is opened, and as whom. */
export interface ApiTarget {
  readonly ClusterIdentifier?: string
  readonly WorkgroupName?: string
  readonly Database: string
  readonly DbUser?: string
  readonly SecretArn?: string
}

/** Where the calls of a connection go. */
export interface ApiPlace {
  readonly target: ApiTarget
  /** Undefined if the AWS SDK finds it. */
  readonly region: string | undefined
  /** The ARN of the cluster or workgroup, with wildcards for what is not known, as a policy takes it. */
  readonly resource: string
}

/** Returns where the calls of a connection go that its schema has checked for `via: data-api`. */
export function apiPlace({ signIn, host = '', database = '' }: ConnectionOptions): ApiPlace {
  if (signIn.kind === 'secret') {
    const { kind, name, region } = parseHostName(host)!
    return placeOf(kind, name, region, { Database: database, SecretArn: signIn.arn })
  }
  if (signIn.kind === 'password' || signIn.kind === 'domain')
    throw new Error('The Data API takes neither a password nor a custom domain name.')
  const user = signIn.kind === 'cluster' ? signIn.user : undefined
  return placeOf(signIn.kind, signIn.name, signIn.region, {
    Database: database,
    ...(user !== undefined && { DbUser: user }),
  })
}

function placeOf(
  kind: 'cluster' | 'workgroup',
  name: string,
  region: string | undefined,
  members: Pick<ApiTarget, 'Database' | 'DbUser' | 'SecretArn'>,
): ApiPlace {
  const where = region ?? '*'
  return kind === 'cluster'
    ? {
        target: { ...members, ClusterIdentifier: name },
        region,
        resource: `arn:aws:redshift:${where}:*:cluster:${name}`,
      }
    : {
        target: { ...members, WorkgroupName: name },
        region,
        // An ARN ends in the workgroup's id, not in its name.
        resource: `arn:aws:redshift-serverless:${where}:*:workgroup/*`,
      }
}
