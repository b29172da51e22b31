import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'

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

/** SELECT … INTO #name makes a temporary table. https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_INTO.html */
export function* selectIntoRule({ tokens }: Statement): Generator<Edit> {
  if (tokens[0]?.value !== 'select' && tokens[0]?.value !== 'with') return
  for (const [i, token] of tokens.entries()) {
    const name = tokens[i + 1]
    if (token.kind === 'word' && token.value === 'into' && name?.text.startsWith('#')) {
      yield { start: token.end, end: token.end, text: ' temporary' }
    }
  }
}
