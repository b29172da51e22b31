import type { LoginRequest, TemporaryLogin } from '../../redshift/wire/sign-in/temporary-credentials.js'

/** What has a domain name of its own: a cluster or a serverless workgroup. */
export type CustomDomain = { readonly cluster: string } | { readonly workgroup: string }

/** The one Redshift that all clusters and workgroups are. */
export interface Warehouse {
  readonly host: string
  readonly port: number
  /** In PEM, if clients must speak TLS. */
  readonly authority: string | undefined
  /** The database that is there from the start. */
  readonly database: string
  readonly region: string
  /** The names that it goes by as a cluster, and as a workgroup; undefined if by any. */
  readonly clusters: readonly string[] | undefined
  readonly workgroups: readonly string[] | undefined
  /** The domain names of clusters and workgroups; undefined if any is one. */
  readonly customDomains: Readonly<Record<string, CustomDomain>> | undefined
  /** Issues a temporary password. */
  issue(request: LoginRequest): TemporaryLogin
  /** Throws a RedshiftError unless `user` may sign in by `password`. */
  checkPassword(user: string, password: string): Promise<void>
  /** The number of the last COPY of the session that PostgreSQL runs by this process; undefined if there was none. */
  lastLoad(process: number): number | undefined
}

/** Whether `name` is one of `names`, or any is. */
export function isKnown(name: string, names: readonly string[] | undefined): boolean {
  return names === undefined || names.includes(name)
}
