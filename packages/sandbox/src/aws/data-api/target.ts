import type { LoginRequest, TemporaryLogin } from '../../redshift/wire/sign-in/temporary-credentials.js'
import type { Identity } from '../account/identity.js'
import type { Secrets } from '../account/secrets.js'
import { isKnown, type Warehouse } from '../account/warehouse.js'
import { type AwsError, invalid } from '../calls/aws-error.js'
import type { Input } from '../calls/input.js'
import type { Output } from '../calls/output.js'

/** Where a call's statements run, and as which user. */
export interface Target {
  readonly cluster: string | undefined
  readonly workgroup: string | undefined
  readonly database: string
  /** The database user, as responses show it; undefined if a secret names it. */
  readonly user: string | undefined
  readonly secret: string | undefined
  /** The temporary password to sign in by. Throws a RedshiftError if the database refuses the user. */
  login(): Promise<TemporaryLogin>
}

/** The members that choose a target, none of which goes with a session's id. */
const TARGET_MEMBERS = ['ClusterIdentifier', 'WorkgroupName', 'Database', 'DbUser', 'SecretArn'] as const

/** Throws a ValidationException if `input` names a target although it names a session. */
export function refuseTarget(input: Input): void {
  const named = TARGET_MEMBERS.filter((name) => input.has(name))
  if (named.length > 0) throw invalid(`${named.join(', ')} cannot be specified together with SessionId.`)
}

/**
 * The target that a call names, by one of the combinations that
 * https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html lists.
 */
export function readTarget(
  input: Input,
  { databaseUser }: Identity,
  { warehouse, secrets }: { readonly warehouse: Warehouse; readonly secrets: Secrets },
): Target {
  const cluster = input.text('ClusterIdentifier')
  const workgroup = input.text('WorkgroupName')?.split('/').at(-1)
  const database = input.text('Database')
  const user = input.text('DbUser')
  const secret = input.text('SecretArn')
  if (cluster !== undefined && workgroup !== undefined)
    throw invalid('ClusterIdentifier and WorkgroupName cannot be specified together.')
  if (cluster === undefined && workgroup === undefined)
    throw invalid('Either ClusterIdentifier or WorkgroupName must be specified.')
  if (database === undefined) throw invalid('Database must be specified.')
  if (user !== undefined && secret !== undefined)
    throw invalid('DbUser and SecretArn cannot be specified together.')
  if (user !== undefined && workgroup !== undefined)
    throw invalid('DbUser cannot be specified together with WorkgroupName.')
  if (!isKnown(cluster ?? '', cluster === undefined ? undefined : warehouse.clusters)) throw noEndpoint()
  if (!isKnown(workgroup ?? '', workgroup === undefined ? undefined : warehouse.workgroups))
    throw noEndpoint()
  const place = { cluster, workgroup, database, secret }
  const issue = (request: Pick<LoginRequest, 'user' | 'role' | 'create'>) =>
    warehouse.issue({ ...request, groups: [], seconds: LOGIN_SECONDS })
  if (secret === undefined) {
    const role = user ?? databaseUser
    const name = user === undefined ? databaseUser : `IAM:${user}`
    return {
      ...place,
      user: role,
      login: async () => issue({ user: name, role, create: user === undefined }),
    }
  }
  const known = readSecret(secrets.find(secret).text, cluster)
  const login = async () => {
    await warehouse.checkPassword(known.user, known.password)
    return issue({ user: `IAM:${known.user}`, role: known.user, create: false })
  }
  return { ...place, user: undefined, login }
}

/** What responses say of a target. */
export function describedTarget({ cluster, workgroup, database, user, secret }: Target): Output {
  return {
    ClusterIdentifier: cluster,
    WorkgroupName: workgroup,
    Database: database,
    DbUser: user,
    SecretArn: secret,
  }
}

/** Far longer than it takes to sign in, which is done at once. */
const LOGIN_SECONDS = 900

function noEndpoint(): AwsError {
  return invalid("Redshift endpoint doesn't exist in this region.")
}

function readSecret(text: string, cluster: string | undefined): { user: string; password: string } {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw invalid('The secret is not a JSON document.')
  }
  const { username, password, dbClusterIdentifier } = content as Record<string, unknown>
  if (typeof username !== 'string' || typeof password !== 'string')
    throw invalid('The secret must have a username and a password.')
  if (cluster !== undefined && dbClusterIdentifier !== undefined && dbClusterIdentifier !== cluster)
    throw invalid('The cluster identifier does not match the one in the secret.')
  return { user: username, password }
}
