import { RedshiftError } from '../redshift-error.js'

/**
 * How a statement authorizes the cluster to use S3.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-authorization.html
 */
export type Authorization =
  | {
      readonly kind: 'role'
      /** ARNs, chained in this order; `default` for the cluster's own. */ readonly roles: readonly string[]
    }
  | {
      readonly kind: 'keys'
      readonly accessKeyId: string
      readonly secretAccessKey: string
      readonly sessionToken?: string
    }

const ARN = /^arn:aws(?:-[a-z-]+)?:iam::[^:,\s]*:role\/[^,\s]+$/

/**
 * The authorization that the parameters give, in exactly one of the three forms.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-authorization.html
 * Throws `RedshiftError` if they are missing or contradict each other; it names parameters, never their values.
 */
export function authorizationOf(given: ReadonlyMap<string, unknown>): Authorization {
  const keys = ['access_key_id', 'secret_access_key', 'session_token'].filter((name) => given.has(name))
  const forms = ['iam_role', 'credentials'].filter((name) => given.has(name)).concat(keys.slice(0, 1))
  if (forms.length === 0) {
    throw new RedshiftError(
      'COPY needs authorization: specify IAM_ROLE, ACCESS_KEY_ID and SECRET_ACCESS_KEY, or CREDENTIALS',
    )
  }
  if (forms.length > 1) {
    throw new RedshiftError(
      `${forms.map((name) => name.toUpperCase()).join(' and ')} cannot be used together`,
    )
  }
  if (given.has('iam_role')) return { kind: 'role', roles: rolesOf(String(given.get('iam_role'))) }
  if (given.has('credentials')) return credentialsOf(String(given.get('credentials')))
  if (!given.has('access_key_id') || !given.has('secret_access_key')) {
    throw new RedshiftError('ACCESS_KEY_ID and SECRET_ACCESS_KEY must be used together')
  }
  return keysOf(given.get('access_key_id'), given.get('secret_access_key'), given.get('session_token'))
}

function rolesOf(list: string): string[] {
  if (list === 'default') return [list]
  const roles = list.split(',')
  if (!roles.every((role) => ARN.test(role))) {
    throw new RedshiftError("Invalid IAM_ROLE: it must be default or 'arn:aws:iam::<account>:role/<name>'")
  }
  return roles
}

const CREDENTIAL_NAMES = [
  'aws_iam_role',
  'aws_access_key_id',
  'aws_secret_access_key',
  'token',
  'master_symmetric_key',
]

function credentialsOf(list: string): Authorization {
  const pairs = new Map<string, string>()
  for (const pair of list.split(';')) {
    const [, name, value] = /^([a-z_]+)=(\S+)$/.exec(pair) ?? []
    if (name === undefined || value === undefined || !CREDENTIAL_NAMES.includes(name) || pairs.has(name)) {
      throw invalidCredentials()
    }
    pairs.set(name, value)
  }
  if (pairs.has('master_symmetric_key')) {
    throw new RedshiftError('master_symmetric_key (client-side encryption) is not supported', {
      code: '0A000',
    })
  }
  const roles = pairs.get('aws_iam_role')
  const id = pairs.get('aws_access_key_id')
  const secret = pairs.get('aws_secret_access_key')
  if (roles !== undefined) {
    if (id !== undefined || secret !== undefined || pairs.has('token')) throw invalidCredentials()
    return { kind: 'role', roles: rolesOf(roles) }
  }
  if (id === undefined || secret === undefined) throw invalidCredentials()
  return keysOf(id, secret, pairs.get('token'))
}

/** https://docs.aws.amazon.com/redshift/latest/dg/s3serviceexception-error.html */
function invalidCredentials(): RedshiftError {
  return new RedshiftError(
    "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or " +
      "'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'",
  )
}

function keysOf(id: unknown, secret: unknown, token: unknown): Authorization {
  if (id === '' || secret === '' || token === '') throw invalidCredentials()
  return {
    kind: 'keys',
    accessKeyId: String(id),
    secretAccessKey: String(secret),
    ...(token === undefined ? {} : { sessionToken: String(token) }),
  }
}
