import type { Secret } from '../secrets/secret.js'
import type { RedshiftSinkOptions } from './options.js'

/** Returns the secrets that options hold. */
export function secretsOf({ authorization, connection: { signIn } }: RedshiftSinkOptions): readonly Secret[] {
  const password = signIn.kind === 'password' ? [signIn.password] : []
  if (authorization.kind === 'role') return password
  const { accessKeyId, secretAccessKey, sessionToken } = authorization
  return [...password, accessKeyId, secretAccessKey, ...(sessionToken ? [sessionToken] : [])]
}
