import { SinkError } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { callAws } from '../aws/aws-call.js'
import { clientConfig, optionalClient } from '../aws/optional-client.js'
import { DEFAULT_PORT, type ConnectionOptions } from '../connection/connection-options.js'
import { Secret } from '../secrets/secret.js'
import type { Login } from './login.js'

// What AWS's own rotation functions make of it if it does not say:
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
const DEFAULT_DATABASE = 'dev'

const text = v.pipe(v.string(), v.nonEmpty())

const secretSchema = v.looseObject({
  username: text,
  password: text,
  engine: v.optional(v.literal('redshift')),
  host: v.optional(text),
  port: v.optional(
    v.pipe(v.union([v.number(), text]), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(65_535)),
  ),
  dbname: v.optional(text),
})

/** What a secret must hold, by the place of what is wrong with it. */
const RULES: Readonly<Record<string, string>> = {
  username: 'has no username',
  password: 'has no password',
  engine: 'is of another engine than redshift',
  host: 'has an invalid host',
  port: 'has an invalid port',
  dbname: 'has an invalid dbname',
}

/** Returns the login that a secret of Secrets Manager holds; what the connection says itself goes before. Throws `SinkError`. */
export async function secretLogin(
  arn: string,
  { host, port, database }: Pick<ConnectionOptions, 'host' | 'port' | 'database'>,
  { url, signal }: { readonly url: string; readonly signal: AbortSignal },
): Promise<Login> {
  const secret = parseSecret(await readSecret(arn, url, signal), arn, url)
  const place = host ?? secret.host
  if (place === undefined)
    throw new SinkError(
      'SINK_UNREACHABLE',
      `${url}: the secret "${arn}" has no host; give host in connection.`,
    )
  return {
    host: place,
    port: port ?? secret.port ?? DEFAULT_PORT,
    database: database ?? secret.dbname ?? DEFAULT_DATABASE,
    user: secret.username,
    password: new Secret(secret.password),
    expires: undefined,
  }
}

async function readSecret(arn: string, url: string, signal: AbortSignal): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await optionalClient(
    '@aws-sdk/client-secrets-manager',
    'To sign in by a secret',
    () => import('@aws-sdk/client-secrets-manager'),
  )
  const call = {
    url,
    doing: `read the secret "${arn}"`,
    action: 'secretsmanager:GetSecretValue',
    resource: arn,
    missing: 'check secret in connection',
  }
  // An ARN says where it is: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  const client = new SecretsManagerClient(clientConfig(arn.split(':')[3]))
  const { SecretString = '' } = await callAws(call, signal, client, (to, options) =>
    to.send(new GetSecretValueCommand({ SecretId: arn }), options),
  )
  return SecretString
}

// Neither the text of a secret nor a parser's complaint, which quotes it, may be part of a message.
function parseSecret(content: string, arn: string, url: string): v.InferOutput<typeof secretSchema> {
  const { success, output, issues } = v.safeParse(secretSchema, jsonOf(content))
  if (success) return output
  const places = new Set(issues.map(({ path }) => String(path?.[0]?.key ?? '')))
  const faults = [...places].map((place) => RULES[place] ?? 'is no JSON object')
  throw new SinkError(
    'SINK_DENIED',
    `${url}: the secret "${arn}" ${faults.join(', and ')}; it must be an object with username and password, as in AWS's secrets for Redshift.`,
  )
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
