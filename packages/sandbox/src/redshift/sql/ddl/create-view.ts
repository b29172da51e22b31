import type { Edit } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { TokenReader } from '../token-reader.js'

/**
 * WITH NO SCHEMA BINDING is left out, as PostgreSQL's views are bound to their tables.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_VIEW.html
 */
export function* createViewRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('create')) return
  reader.accept('or', 'replace')
  if (!reader.accept('view')) return
  const clause = new TokenReader(tokens, Math.max(tokens.length - 4, 0))
  const [first, last] = [clause.peek(), tokens.at(-1)]
  if (first && last && clause.accept('with', 'no', 'schema', 'binding')) {
    yield { start: first.start, end: last.end, text: '' }
  }
}
