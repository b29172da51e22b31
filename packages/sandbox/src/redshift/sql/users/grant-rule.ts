import type { Statement } from '../tokens/split-statements.js'
import { type Edit, replace } from '../writing/edit.js'
import { quoteName } from '../writing/names.js'

/**
 * GRANT and REVOKE in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 *
 * Who may INSERT may have other writers wait, which PostgreSQL calls MAINTAIN.
 */
export function* grantRule({ tokens }: Statement): Generator<Edit> {
  const start = tokens.findIndex(
    ({ kind, value }) => kind === 'word' && (value === 'grant' || value === 'revoke'),
  )
  const verb = tokens[0]?.value
  if (start !== 0 && verb !== 'alter') return
  const after = tokens.slice(start)
  const end = after.findIndex(({ kind, value }) => kind === 'word' && value === 'on')
  for (const [i, token] of after.entries()) {
    if (token.kind !== 'word') continue
    const [colon, name] = [after[i + 1], after[i + 2]]
    if (token.value === 'sys' && colon?.text === ':' && name) {
      yield replace(token, name, quoteName(`sys:${name.value}`))
    }
    if (token.value === 'insert' && i < end) yield replace(token, token, 'insert, maintain')
    const before = after[i - 1]
    const named =
      before?.text === ',' || ['to', 'from', 'for', 'grant', 'revoke'].includes(before?.value ?? '')
    if (token.value === 'role' && named && after[i + 1]?.kind !== 'symbol') yield replace(token, token, '')
  }
}
