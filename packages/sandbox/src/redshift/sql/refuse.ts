import { RedshiftError } from '../redshift-error.js'
import { readsCatalog } from './catalog-rule.js'
import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'
import { syntaxError } from './syntax-error.js'
import type { Token } from './tokens.js'

/** Refuses what PostgreSQL would accept in an expression and Redshift does not; changes nothing. */
export function refuseRule({ tokens }: Statement): readonly Edit[] {
  // What psql asks the catalog holds strings of a later release.
  const lenient = readsCatalog(tokens)
  for (const [i, token] of tokens.entries()) {
    if (!lenient) refuseEscapeString(token)
    refuseNumber(token, tokens[i + 1])
  }
  return []
}

/** A number that a word goes on, such as `0x1F` or `1_000`, is none to a PostgreSQL 8.0. */
function refuseNumber(token: Token, behind: Token | undefined): void {
  if (token.kind === 'number' && behind?.kind === 'word' && behind.start === token.end)
    throw syntaxError(behind)
}

/** To a PostgreSQL 8.0, `E'…'` is a constant of the type E. */
function refuseEscapeString(token: Token): void {
  if (token.kind === 'string' && /^e/i.test(token.text))
    throw new RedshiftError('type "e" does not exist', { code: '42704' })
}
