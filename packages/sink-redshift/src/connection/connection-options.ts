import { parseDuration } from '@arbalest/core/plugin'
import type { ConnectionConfiguration, Via } from './connection-configuration.js'
import { parseConnectionUrl } from './connection-url.js'
import { parseHostName } from './host-name.js'
import { Secret } from '../secrets/secret.js'
import type { TlsMode } from './tls-mode.js'

/** Where the cluster is, how we sign in, and what holds for each session. */
export interface ConnectionOptions {
  /** Undefined if it must be looked up. */
  readonly host: string | undefined
  /** Undefined if nobody said. */
  readonly port: number | undefined
  /** Undefined if only a secret names it. */
  readonly database: string | undefined
  readonly signIn: SignInOptions
  readonly via: Via
  /** In milliseconds: how long a session of the Data API stays while no statement comes. */
  readonly sessionKeepAlive: number
  readonly queryGroup: string | undefined
  /** Undefined if it is the user's. */
  readonly searchPath: readonly string[] | undefined
  /** In milliseconds, all attempts together. */
  readonly connectTimeout: number
  /** In milliseconds; undefined if a lock is waited for as long as it takes. */
  readonly lockTimeout: number | undefined
  /** In milliseconds; undefined if it is as Redshift is set up. */
  readonly statementTimeout: number | undefined
  /** Undefined if the host decides. */
  readonly tls: TlsMode | undefined
}

/** How we sign in. */
export type SignInOptions =
  | { readonly kind: 'password'; readonly user: string; readonly password: Secret }
  | { readonly kind: 'secret'; readonly arn: string }
  | WorkgroupSignIn
  | ClusterSignIn
  | DomainSignIn

/** IAM lets us in to a serverless workgroup. */
export interface WorkgroupSignIn {
  readonly kind: 'workgroup'
  readonly name: string
  /** Undefined if it is the AWS SDK's. */
  readonly region: string | undefined
}

/** Whom IAM lets in to a provisioned cluster. */
interface ClusterUser {
  /** Undefined if it is the user that Redshift makes of who calls. */
  readonly user: string | undefined
  readonly create: boolean
  readonly groups: readonly string[]
}

/** IAM lets us in to a provisioned cluster. */
export interface ClusterSignIn extends ClusterUser {
  readonly kind: 'cluster'
  readonly name: string
  /** Undefined if it is the AWS SDK's. */
  readonly region: string | undefined
}

/** IAM lets us in to the cluster or serverless workgroup that has a custom domain name; which one it is, AWS knows. */
export interface DomainSignIn extends ClusterUser {
  readonly kind: 'domain'
  /** The domain name, which is also the host. */
  readonly name: string
}

/** The port that Redshift listens on unless it is told otherwise. */
export const DEFAULT_PORT = 5439

const CONNECT_TIMEOUT = '60s'
const SESSION_KEEP_ALIVE = '60s'

/** Returns what a checked configuration says. */
export function completeConnection(given: string | ConnectionConfiguration): ConnectionOptions {
  const configuration: ConnectionConfiguration =
    typeof given === 'string' ? parseConnectionUrl(given) : { ...given }
  const { host, port, database, via = 'wire', queryGroup, searchPath, tls } = configuration
  const { connectTimeout = CONNECT_TIMEOUT, lockTimeout, statementTimeout } = configuration
  const { sessionKeepAlive = SESSION_KEEP_ALIVE } = configuration
  return {
    host,
    port: port === undefined ? undefined : Number(port),
    database,
    signIn: signInOf(configuration),
    via,
    sessionKeepAlive: parseDuration(sessionKeepAlive),
    queryGroup,
    searchPath,
    connectTimeout: parseDuration(connectTimeout),
    lockTimeout: lockTimeout === undefined ? undefined : parseDuration(lockTimeout),
    statementTimeout: statementTimeout === undefined ? undefined : parseDuration(statementTimeout),
    tls,
  }
}

function signInOf({ host, user, password, secret, iam }: ConnectionConfiguration): SignInOptions {
  if (secret !== undefined) return { kind: 'secret', arn: secret }
  if (iam === undefined) return { kind: 'password', user: user!, password: new Secret(password!) }
  const named = host === undefined ? undefined : parseHostName(host)
  const region = named?.region
  const workgroup =
    iam.workgroup ?? (iam.cluster === undefined && named?.kind === 'workgroup' ? named.name : undefined)
  if (workgroup !== undefined) return { kind: 'workgroup', name: workgroup, region }
  const who = { user: iam.user, create: iam.create ?? false, groups: iam.groups ?? [] }
  const cluster = iam.cluster ?? named?.name
  return cluster === undefined
    ? { kind: 'domain', name: host!, ...who }
    : { kind: 'cluster', name: cluster, region, ...who }
}

/** Returns what the sink is called in messages, and by which it is told from others: the address, as far as it is known, and no secret. */
export function urlOf({ host, port, database, signIn }: ConnectionOptions): string {
  const place = host ?? nameOf(signIn)
  const written = place.includes(':') ? `[${place}]` : place
  return `redshift://${written}:${port ?? DEFAULT_PORT}/${database ?? ''}`
}

/** The name of a secret stands last in its ARN (https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html#term_secret). */
function nameOf(signIn: SignInOptions): string {
  if (signIn.kind === 'password') return ''
  return signIn.kind === 'secret' ? signIn.arn.split(':').at(-1)! : signIn.name
}
