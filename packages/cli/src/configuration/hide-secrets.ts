import { formatPath } from '@arbalest/core/host'
import { mapStrings } from './map-strings.js'
import { passwordsOf, type Mask } from '../output/mask.js'

// A column may be called so too: only a plugin's options hold a secret under such a key.
const SECRET_KEY = /(password|passphrase|secret|secretaccesskey|apikey|privatekey|token)$/i
// What COPY, UNLOAD and CREATE USER are given; the name of a role is none.
const SECRET_IN_SQL =
  /\b(?:credentials|secret_access_key|session_token|token|master_symmetric_key|password)\s+(?:as\s+)?'(?!aws_iam_role=[^;']*')((?:[^'\\]|''|\\.)+)'/gi

/**
 * Hides all that may be secret about a configuration, before anything is known of its plugins: what {@link secretsIn}
 * finds in the file itself, and the value of each variable that it refers to, except those that the file also says
 * openly (a bucket's name may well be a pipeline's too).
 */
export function hideSecrets(mask: Mask, unresolved: unknown, variables: ReadonlyMap<string, string>): void {
  const secrets = secretsIn(unresolved)
  for (const secret of secrets) if (!secret.includes('${env:')) mask.hide(secret, '****')
  const openly: string[] = []
  mapStrings(unresolved, (text, path) => {
    if (!secrets.includes(text)) openly.push(formatPath(path), text)
    return text
  })
  for (const [name, value] of variables)
    if (!openly.some((text) => text.includes(value))) mask.hide(value, `\${env:${name}}`)
}

/**
 * Shows again the value of each variable that is no secret and no part of one: of what {@link secretsIn} finds in the
 * configuration with its references replaced, and of what `others` returns, which stands where plugins have their secrets,
 * and takes a while to find. Variables that SQL refers to, or whose names say that they are secret, stay hidden.
 */
export function showOpen(
  mask: Mask,
  { unresolved, resolved, variables }: References,
  others: () => readonly string[],
): void {
  const found = secretPartsOf(secretsIn(resolved))
  let theirs: readonly string[] | undefined
  const isSecret = (value: string): boolean =>
    overlapsOne(found, value) || overlapsOne((theirs ??= secretPartsOf(others())), value)
  const sql = textsOfSql(unresolved)
  for (const [name, value] of variables) {
    if (SECRET_KEY.test(name.replaceAll('_', '')) || sql.some((text) => text.includes(`\${env:${name}`)))
      continue
    if (!isSecret(value)) mask.show(value)
  }
}

/** Of a URL its password is secret, and neither its host nor its database. */
function secretPartsOf(secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) => {
    const passwords = passwordsOf(secret)
    return passwords.length > 0 ? passwords : [secret]
  })
}

/** Whether `value` is a part of one of `secrets`, or one of them a part of it. */
function overlapsOne(secrets: readonly string[], value: string): boolean {
  return secrets.some((secret) => secret.includes(value) || value.includes(secret))
}

/** A configuration before and after its references were replaced, and the variables that they named. */
interface References {
  readonly unresolved: unknown
  readonly resolved: unknown
  readonly variables: ReadonlyMap<string, string>
}

function textsOfSql(configuration: unknown): readonly string[] {
  const texts: string[] = []
  mapStrings(configuration, (text, path) => {
    if (path.includes('statements')) texts.push(text)
    return text
  })
  return texts
}

/** Returns the passwords in URLs, in SQL, and under keys of a plugin's options such as `password` or `secretAccessKey`. */
function secretsIn(configuration: unknown): readonly string[] {
  const secrets: string[] = []
  mapStrings(configuration, (text, path) => {
    const isSecret = path.includes('with') && SECRET_KEY.test(String(path.at(-1))) && !isArn(text)
    secrets.push(
      ...(isSecret ? [text] : passwordsOf(text)),
      ...(path.includes('statements') ? inSql(text) : []),
    )
    return text
  })
  return secrets
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
