import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit } from '../writing/edit.js'

/**
 * A path into the SUPER that a call returns, as in `json_parse('{}').a`: PostgreSQL's grammar wants the
 * call in parentheses. https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
 */
export function* pathRule({ tokens }: Statement): Generator<Edit> {
  const open: number[] = []
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'symbol') continue
    if (token.text === '(') open.push(i)
    if (token.text !== ')') continue
    const start = calledAt(tokens, open.pop())
    const first = start === undefined ? undefined : tokens[start]
    if (!first || !isPath(tokens, i + 1)) continue
    yield { start: first.start, end: first.start, text: '(' }
    yield { start: token.end, end: token.end, text: ')' }
  }
}

/** Words before an expression in parentheses, which is no call. */
const NO_NAMES = new Set(
  'all and between by case distinct else from having ilike in is like limit not on or select then when where'.split(
    ' ',
  ),
)

/** Where the name begins of what is called with the parenthesis at `open`, if anything is. */
function calledAt(tokens: readonly Token[], open: number | undefined): number | undefined {
  let at = (open ?? 0) - 1
  if (tokens[at]?.kind === 'word' && NO_NAMES.has(tokens[at]?.value ?? '')) return undefined
  if (tokens[at]?.kind !== 'word' && tokens[at]?.kind !== 'quoted') return undefined
  while (tokens[at - 1]?.text === '.') at -= 2
  return at
}

function isPath(tokens: readonly Token[], at: number): boolean {
  const [token, after] = [tokens[at], tokens[at + 1]]
  if (token?.text === '[') return after?.kind === 'number' || after?.kind === 'string'
  return token?.text === '.' && (after?.kind === 'word' || after?.kind === 'quoted')
}
