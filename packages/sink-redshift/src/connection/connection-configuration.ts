import type { TlsMode } from './tls-mode.js'

/** What carries statements. */
export type Via = (typeof VIAS)[number]

/** Each {@link Via}. */
export const VIAS = ['wire', 'data-api'] as const

/** A cluster or serverless workgroup, and exactly one way to sign in: a user and a password, a secret, or IAM. */
export interface ConnectionConfiguration {
  /** Default: the host of the secret, the cluster or the workgroup, which is looked up. */
  readonly host?: string | undefined
  /** Default: the port of the secret, the cluster or the workgroup if it is looked up, otherwise 5439. */
  readonly port?: number | string | undefined
  /** Default: that of the secret. */
  readonly database?: string | undefined
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** The ARN of a secret of Secrets Manager that holds a user and a password. */
  readonly secret?: string | undefined
  /** How IAM signs in, with temporary credentials: `{}` if the host's name says what is signed in to, or is a custom domain name. */
  readonly iam?: IamConfiguration | undefined
  /** How statements are sent: over a connection to the host, or by the Redshift Data API. Default: `wire`. */
  readonly via?: Via | undefined
  /** How long a session of the Data API stays while no statement comes, such as `60s`. Default: `60s`. */
  readonly sessionKeepAlive?: string | undefined
  /** Redshift's `query_group`, by which queues are chosen. Default: none. */
  readonly queryGroup?: string | undefined
  /** Redshift's `search_path`: the schemas of tables that are named without one, such as `[staging, public]`. Default: the user's. */
  readonly searchPath?: readonly string[] | undefined
  /** How long it is tried to open a connection, such as `60s`. Default: `60s`. */
  readonly connectTimeout?: string | undefined
  /** How long a transaction waits for another's lock, such as `15m`. Default: no limit. */
  readonly lockTimeout?: string | undefined
  /** How long a statement may take, such as `2h`. Default: Redshift's setting. */
  readonly statementTimeout?: string | undefined
  /** Default: `disable` if the host is this machine, otherwise `verify-full`. */
  readonly tls?: TlsMode | undefined
}

/** Whom IAM signs in, and to what. */
export interface IamConfiguration {
  /** The serverless workgroup that is signed in to. Default: derived from the host's name. */
  readonly workgroup?: string | undefined
  /** The provisioned cluster that is signed in to. Default: derived from the host's name. */
  readonly cluster?: string | undefined
  /** The user of a cluster's database to sign in as. Default: the user that Redshift derives from the caller. */
  readonly user?: string | undefined
  /** Whether that user is made if missing. Default: false. */
  readonly create?: boolean | undefined
  /** The groups that the user joins for the session. Default: the user's own groups. */
  readonly groups?: readonly string[] | undefined
}
