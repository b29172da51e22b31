import type { Right, SinkNeeds } from '@arbalest/core/plugin'
import { CALLER, parseS3Url, s3Right } from '@arbalest/s3'
import type { SignInOptions } from '../connection/connection-options.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import { quoteUser } from '../statements/catalog/privileges.js'
import { quoteIdentifier, splitTable } from '../statements/syntax/quote.js'
import { readerOf, SUPERUSER } from './diagnosed.js'
import { signInRights } from './sign-in-rights.js'

/** The schema that is first in a user's search path, unless somebody has changed that (https://docs.aws.amazon.com/redshift/latest/dg/r_search_path.html). */
const DEFAULT_SCHEMA = 'public'

/** Returns the least that must be allowed so that the sink can do the work of a step. */
export function sinkRights(
  { target, source, notes }: SinkNeeds,
  options: RedshiftSinkOptions,
): readonly Right[] {
  const signIn = signInRights(options.connection)
  if (!target) return signIn
  const { metadata, staging } = options
  const reader = readerOf(options)
  const places = [
    metadata,
    ...(staging ? [staging] : []),
    ...(source?.url.startsWith('s3://') ? [parseS3Url(source.url)] : []),
  ]
  return [
    ...signIn,
    s3Right(CALLER, 's3:PutObject', metadata),
    s3Right(CALLER, 's3:DeleteObject', metadata),
    ...(notes ? [s3Right(CALLER, 's3:GetObject', metadata), s3Right(CALLER, 's3:ListBucket', metadata)] : []),
    ...(staging
      ? (['s3:PutObject', 's3:DeleteObject', 's3:ListBucket'] as const).map((action) =>
          s3Right(CALLER, action, staging),
        )
      : []),
    ...places.flatMap((place) => [
      s3Right(reader, 's3:GetObject', place),
      s3Right(reader, 's3:ListBucket', place),
    ]),
    ...databaseRights(target.table, options),
  ]
}

/** Tables of its own are the user's, who needs no right to them. */
function databaseRights(table: string, { connection, marksSchema }: RedshiftSinkOptions): readonly Right[] {
  const user = userOf(connection.signIn)
  const [first = DEFAULT_SCHEMA] = connection.searchPath ?? []
  const schema = splitTable(table).schema ?? first
  const schemas = new Set([schema, marksSchema ?? schema])
  const to = quoteUser(user)
  return [
    `grant temp on database ${quoteIdentifier(connection.database || 'dev')} to ${to}`,
    ...[...schemas].map((name) => `grant usage, create on schema ${quoteIdentifier(name)} to ${to}`),
  ].map((grant) => ({ holder: `the user "${user}" of the database`, ask: SUPERUSER, grant }))
}

/** The name of the user, or a place for it if only signing in shows it. */
function userOf(signIn: SignInOptions): string {
  return ('user' in signIn ? signIn.user : undefined) ?? '<user>'
}
