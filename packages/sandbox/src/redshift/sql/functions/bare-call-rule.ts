import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'

/** Functions that are called without parentheses. https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html */
const FUNCTIONS = new Set(['current_aws_account', 'current_namespace', 'current_user_id', 'sysdate'])

/** Calls them as PostgreSQL calls functions. */
export function* bareCallRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || !FUNCTIONS.has(token.value)) continue
    const [before, behind] = [tokens[i - 1], tokens[i + 1]]
    const named = before?.text === '.' || behind?.text === '.' || before?.value === 'as'
    if (behind?.text !== '(' && !named) yield replace(token, token, `pg_catalog.${token.value}()`)
  }
}
