import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit } from '../writing/edit.js'
import { readsCatalog } from './catalog-rule.js'

/** Refuses what PostgreSQL would accept in an expression and Redshift does not; changes nothing. */
export function refuseRule({ tokens }: Statement): readonly Edit[] {
  // What psql asks the catalog holds strings of a later release.
  if (!readsCatalog(tokens)) for (const token of tokens) refuseEscapeString(token)
  return []
}

/** To a PostgreSQL 8.0, `E'…'` is a constant of the type E. */
function refuseEscapeString(token: Token): void {
  if (token.kind === 'string' && /^e/i.test(token.text))
    throw new RedshiftError('type "e" does not exist', { code: '42704' })
}
