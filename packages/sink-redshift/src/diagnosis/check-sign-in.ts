import { remedyFor, type ArbalestError, type Finding, type Remedy } from '@arbalest/core/plugin'
import { AWS_ADMINISTRATOR, CALLER } from '@arbalest/s3'
import { DeniedByAws } from '../aws/aws-call.js'
import type { ConnectionOptions } from '../connection/connection-options.js'
import { parseHostName } from '../connection/host-name.js'
import { isTurnedAway } from '../session/connection-errors.js'
import { ServerError } from '../session/server-error.js'
import { ISOLATION_LEVEL, WHO_AND_WHERE } from '../statements/catalog/privileges.js'
import type { Diagnosed } from './diagnosed.js'
import { findingOf } from './finding-of.js'

/** Who has signed in, and to what. */
export interface SignedIn {
  readonly user: string
  readonly database: string
  /** The schema of tables that are named without one; undefined if the search path has none. */
  readonly schema: string | undefined
  readonly mayMakeTemporaryTables: boolean
  readonly isSuperuser: boolean
}

/** Signs in. Returns what came of it, and, if it went well, who has signed in. */
export async function checkSignIn(
  diagnosed: Diagnosed,
): Promise<{ readonly finding: Finding; readonly signedIn: SignedIn | undefined }> {
  const { url, options, signal, withSession } = diagnosed
  let signedIn: SignedIn | undefined
  const finding = await findingOf(
    `sign in to ${url}`,
    async () => {
      const [row = {}] = await withSession((session) =>
        session.query(WHO_AND_WHERE, 'find out who is signed in'),
      )
      signedIn = {
        user: String(row['user']),
        database: String(row['database']),
        schema: row['schema'] === null ? undefined : String(row['schema']),
        mayMakeTemporaryTables: row['temporary'] === true,
        isSuperuser: row['superuser'] === true,
      }
      return describe(signedIn, String(row['version']), await isolationOf(diagnosed), diagnosed)
    },
    { signal, remedy: (error) => remedyOf(error, options.connection) },
  )
  return { finding, signedIn }
}

/** A serverless workgroup lacks the view. */
async function isolationOf({ withRawSession, signal }: Diagnosed): Promise<string> {
  try {
    const [row] = await withRawSession((session) =>
      session.query(ISOLATION_LEVEL, 'find out how transactions are isolated'),
    )
    return row ? String(row['isolation']).trim() : 'not known'
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ServerError) return 'not known'
    throw error
  }
}

function describe(
  { user, database }: SignedIn,
  version: string,
  isolation: string,
  { options: { connection }, expires }: Diagnosed,
): string {
  const until = expires()
  const [server] = /Redshift [\w.]+/.exec(version) ?? [version]
  const kind = kindOf(connection)
  return [
    `as "${user}" to the database "${database}"${until ? `, until ${until.toISOString()}` : ''}`,
    `${server}${kind ? `, ${kind}` : ''}`,
    `isolation level: ${isolation}`,
  ].join('; ')
}

/** Undefined if neither the way to sign in nor the host's name says. */
function kindOf({ signIn, host = '' }: ConnectionOptions): string | undefined {
  const kind =
    signIn.kind === 'workgroup' || signIn.kind === 'cluster' ? signIn.kind : parseHostName(host)?.kind
  return kind && (kind === 'workgroup' ? 'serverless' : 'provisioned')
}

function remedyOf(
  error: ArbalestError,
  { signIn, connectTimeout, via }: ConnectionOptions,
): Remedy | undefined {
  if (error instanceof DeniedByAws) {
    const { action, resource } = error
    return remedyFor({
      holder: CALLER,
      ask: AWS_ADMINISTRATOR,
      grant: { Effect: 'Allow', Action: [action], Resource: [resource] },
    })
  }
  const { cause } = error
  if (wasTurnedAway(cause)) {
    if (signIn.kind === 'secret')
      return {
        advice: `put the current password of the user into the secret "${signIn.arn}", or rotate it`,
        ask: 'who manages the secret',
      }
    return {
      advice: 'give the current user and password in connection, or renew the password with ALTER USER',
      ask: 'a superuser of the database',
    }
  }
  if (!error.retryable || via === 'data-api') return undefined
  return {
    advice: `try again, because a serverless workgroup or a paused cluster takes a while to wake up (connectTimeout is ${connectTimeout / 1_000} s); if this does not help, allow this machine to connect to the port in the security group`,
    ask: 'who manages the network of the warehouse',
  }
}

function wasTurnedAway(error: unknown): boolean {
  return isTurnedAway(error) || (error instanceof ServerError && error.code.startsWith('28'))
}
