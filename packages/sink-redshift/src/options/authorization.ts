import * as v from 'valibot'
import { Secret } from '../secrets/secret.js'

/** How Redshift is authorized to read from S3 (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-authorization.html). */
export type Authorization =
  | { readonly kind: 'role'; readonly role: string }
  | {
      readonly kind: 'keys'
      readonly accessKeyId: Secret
      readonly secretAccessKey: Secret
      readonly sessionToken?: Secret | undefined
    }

/** What a configuration says of how Redshift is authorized. */
export interface AuthorizationConfiguration {
  readonly iamRole?: string | undefined
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  readonly sessionToken?: string | undefined
}

/** Returns what a checked configuration says. */
export function authorizationOf({
  iamRole,
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: AuthorizationConfiguration): Authorization {
  if (iamRole !== undefined) return { kind: 'role', role: iamRole }
  return {
    kind: 'keys',
    accessKeyId: new Secret(accessKeyId!),
    secretAccessKey: new Secret(secretAccessKey!),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
  }
}

const ARN = String.raw`arn:aws[a-z-]*:iam::\d{12}:role/[\w+=.@/-]+`
const KEY_RULE = 'must be text without blanks, quotes and backslashes.'

function key(description: string) {
  return v.optional(
    v.pipe(
      v.string(KEY_RULE),
      v.regex(/^[\x21-\x7e]+$/, KEY_RULE),
      v.regex(/^[^'\\]+$/, KEY_RULE),
      v.description(description),
      v.metadata({ writeOnly: true }),
    ),
  )
}

/** The entries of a valibot schema for an {@link AuthorizationConfiguration}. */
export const authorizationEntries = {
  iamRole: v.optional(
    v.pipe(
      v.string('must be default or the ARN of a role.'),
      v.regex(
        new RegExp(`^(default|${ARN}(,${ARN})*)$`),
        'must be default, or the ARN of a role, such as arn:aws:iam::123456789012:role/redshift-load.',
      ),
      v.description(
        'The role with which Redshift reads the objects. Default: none; then keys must be given.',
      ),
    ),
  ),
  accessKeyId: key(
    'With secretAccessKey: the keys with which Redshift reads the objects. Prefer a role. Default: none.',
  ),
  secretAccessKey: key('The other half of accessKeyId. Default: none.'),
  sessionToken: key('The session token, if the keys are temporary. Default: none.'),
}
