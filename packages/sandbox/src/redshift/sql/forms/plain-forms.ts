import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import { replace, type Edit } from '../writing/edit.js'
import { markName } from './mark.js'

/** What may follow GROUP BY ALL. */
const AFTER_GROUP = new Set(
  'having qualify order limit offset fetch union intersect except minus )'.split(' '),
)

/** Aggregates that may be APPROXIMATE. */
const APPROXIMATED = new Set(['count', 'percentile_disc'])

/** Forms that PostgreSQL has in other words. */
export function* plainForms({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    const after = tokens[i + 1]
    const edit = token.kind === 'word' ? word(tokens, i, token, after) : outerJoin(tokens, i, token)
    if (edit) yield edit
  }
}

function word(tokens: readonly Token[], i: number, token: Token, after: Token | undefined): Edit | undefined {
  switch (token.value) {
    case 'minus':
      // https://docs.aws.amazon.com/redshift/latest/dg/r_UNION.html
      return after?.value === 'select' || after?.text === '(' ? replace(token, token, 'except') : undefined
    case 'approximate':
      // Not worse than it need be. https://docs.aws.amazon.com/redshift/latest/dg/r_COUNT.html
      return tokens[i + 2]?.text === '(' && APPROXIMATED.has(after?.value ?? '')
        ? replace(token, token, '')
        : undefined
    case 'delete':
      // https://docs.aws.amazon.com/redshift/latest/dg/r_DELETE.html
      return i === statementStart(tokens) && after && after.value !== 'from'
        ? replace(token, token, 'delete from')
        : undefined
    case 'all':
      // https://docs.aws.amazon.com/redshift/latest/dg/r_GROUP_BY_clause.html
      return tokens[i - 1]?.value === 'by' &&
        tokens[i - 2]?.value === 'group' &&
        (!after || AFTER_GROUP.has(after.value))
        ? replace(token, token, markName('all'))
        : undefined
    default:
      return undefined
  }
}

/** `a.b(+)`, as a subscript. https://docs.aws.amazon.com/redshift/latest/dg/r_WHERE_oracle_outer.html */
function outerJoin(tokens: readonly Token[], i: number, token: Token): Edit | undefined {
  const [plus, close] = [tokens[i + 1], tokens[i + 2]]
  if (token.text !== '(' || plus?.text !== '+' || close?.text !== ')') return undefined
  return replace(token, close, `[${markName('outer')}]`)
}

/** Where the verb stands, which a WITH may come before. */
function statementStart(tokens: readonly Token[]): number {
  let depth = 0
  if (tokens[0]?.value !== 'with') return 0
  return tokens.findIndex((token) => {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    return depth === 0 && token.kind === 'word' && /^(select|delete|update)$/.test(token.value)
  })
}
