import { formatPath } from '@arbalest/core/host'
import { mapStrings } from './map-strings.js'
import { passwordsOf, type Mask } from '../output/mask.js'

// A column may be called so too: only a plugin's options hold a secret under such a key.
const SECRET_KEY = /(password|secret|secretaccesskey|token)$/i
// What COPY, UNLOAD and CREATE USER are given; the name of a role is none.
const SECRET_IN_SQL =
  /\b(?:credentials|secret_access_key|session_token|token|master_symmetric_key|password)\s+(?:as\s+)?'(?!aws_iam_role=[^;']*')((?:[^'\\]|''|\\.)+)'/gi

/**
 * Tells `mask` all that is secret about a configuration: the variables that it
 * refers to, except those whose value it also says openly elsewhere (a bucket's
 * name may well be a pipeline's too); the passwords that it holds itself, in URLs,
 * in SQL, and under keys such as `password` or `secretAccessKey`.
 */
export function hideSecrets(mask: Mask, unresolved: unknown, variables: ReadonlyMap<string, string>): void {
  const openly: string[] = []
  mapStrings(unresolved, (text, path) => {
    const isSecret = path.includes('with') && SECRET_KEY.test(String(path.at(-1))) && !isArn(text)
    const held = isSecret
      ? [text]
      : [...passwordsOf(text), ...(path.includes('statements') ? inSql(text) : [])]
    const secrets = held.filter((secret) => !secret.includes('${env:'))
    for (const secret of secrets) mask.hide(secret, '****')
    if (secrets.length === 0) openly.push(formatPath(path), text)
    return text
  })
  for (const [name, value] of variables) {
    if (!openly.some((text) => text.includes(value))) mask.hide(value, `\${env:${name}}`)
  }
}

/** Whether `text` names a secret that AWS keeps, and is none itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function isArn(text: string): boolean {
  return /^arn:aws[a-z-]*:/.test(text)
}

/** Tells `mask` what is secret in a file of SQL: keys and passwords that statements are given. */
export function hideSecretsOfSql(mask: Mask, text: string): void {
  for (const secret of inSql(text)) mask.hide(secret, '****')
}

function inSql(text: string): string[] {
  return Array.from(text.matchAll(SECRET_IN_SQL), ([, secret]) => secret!)
}
