import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit, Written } from '../writing/edit.js'
import { mark, type Mark } from './mark.js'
import { selectsIn } from './select-tokens.js'

/** The clauses, and the marks that stand for them. */
const CLAUSES: readonly (readonly [string, Mark])[] = [
  ['start', 'start with'],
  ['connect', 'connect by'],
]

/**
 * START WITH and CONNECT BY, in either order, marked at the head of the list of their SELECT.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CONNECT_BY_clause.html
 */
export function* connectByRule({ tokens }: Statement, written: Written): Generator<Edit> {
  for (const { list, clauses } of selectsIn(tokens)) {
    const at = tokens[list.start]?.start
    if (at === undefined || !clauses.has('connect')) continue
    for (const [word, name] of CLAUSES) {
      const clause = clauses.get(word)
      const [first, last] = [tokens[(clause?.start ?? 0) - 1], tokens[(clause?.end ?? 0) - 1]]
      if (!clause || !first || !last) continue
      const condition = tokens.slice(clause.start + 1, clause.end)
      yield { start: first.start, end: last.end, text: '' }
      yield { start: at, end: at, text: `${mark(name, [withPriors(condition, written)])}, ` }
    }
  }
}

/** A condition in which each `PRIOR column` is a mark. */
function withPriors(tokens: readonly Token[], written: Written): string {
  const at = tokens.findIndex((token) => token.kind === 'word' && token.value === 'prior')
  if (at < 0) return written(tokens)
  const reader = new TokenReader(tokens, at + 1)
  reader.name()
  const column = mark('prior', [written(tokens.slice(at + 1, reader.at))])
  return `${written(tokens.slice(0, at))} ${column} ${withPriors(tokens.slice(reader.at), written)}`
}
