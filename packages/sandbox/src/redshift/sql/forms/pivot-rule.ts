import type { Statement } from '../tokens/split-statements.js'
import { splitAtCommas, TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import { replace, type Edit, type Written } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { mark, type Mark } from './mark.js'

/**
 * PIVOT and UNPIVOT of a table: a subquery of it whose list is a mark.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_FROM_clause-pivot-unpivot-examples.html
 */
export function* pivotRule({ tokens }: Statement, written: Written): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || (token.value !== 'pivot' && token.value !== 'unpivot')) continue
    const reader = new TokenReader(tokens, i + 1)
    const nulls = reader.accept('include', 'nulls')
    if (!nulls) reader.accept('exclude', 'nulls')
    const body = reader.group()
    const last = reader.peek(-1)
    const start = tableAt(tokens, i)
    const first = tokens[start]
    if (!body || !last || !first || start === i) continue
    const list = token.value === 'pivot' ? pivot(body, written) : unpivot(body, nulls, written)
    yield replace(first, last, `(select ${list} from ${written(tokens.slice(start, i))})`)
  }
}

/** Where the table begins that ends before `end`: a query in parentheses or a name, with or without an alias. */
function tableAt(tokens: readonly Token[], end: number): number {
  let at = end - 1
  const isName = (i: number) => tokens[i]?.kind === 'word' || tokens[i]?.kind === 'quoted'
  const opening = (i: number) => tokens[i]?.text === ')' || isName(i)
  if (isName(at) && tokens[at - 1]?.value === 'as') at -= 2
  else if (isName(at) && opening(at - 1) && !/^(from|join|,)$/.test(tokens[at - 1]?.value ?? '')) at -= 1
  if (tokens[at]?.text === ')') {
    for (let depth = 0; at >= 0; at--) {
      if (tokens[at]?.text === ')') depth++
      else if (tokens[at]?.text === '(' && --depth === 0) return at
    }
    return end
  }
  if (!isName(at)) return end
  while (tokens[at - 1]?.text === '.') at -= 2
  return at
}

/** `aggregate [AS name], … FOR column IN (value [AS name], …)` */
function pivot(body: readonly Token[], written: Written): string {
  const { head, column, list } = parts(body)
  const named = (kind: Mark) => (part: readonly Token[]) => {
    const { value, name } = alias(part)
    return mark(kind, [written(value), ...(name === undefined ? [] : [quoteLiteral(name)])])
  }
  const aggregates = splitAtCommas(head).map(named('pivoted'))
  const values = splitAtCommas(list).map(named('pivoted'))
  return mark('pivot', [written(column), ...aggregates, 'null', ...values])
}

/** `value FOR name IN (column [AS label], …)` */
function unpivot(body: readonly Token[], nulls: boolean, written: Written): string {
  const { head, column, list } = parts(body)
  const columns = splitAtCommas(list).map((part) => {
    const { value, name } = alias(part)
    return mark('unpivoted', [written(value), quoteLiteral(name ?? value.at(-1)?.value ?? '')])
  })
  return mark('unpivot', [String(nulls), written(head), written(column), ...columns])
}

function parts(body: readonly Token[]) {
  const at = body.findIndex(
    (token, i) => token.kind === 'word' && token.value === 'for' && body[i + 2]?.value === 'in',
  )
  if (at < 0) throw new TokenReader(body).unexpected()
  const reader = new TokenReader(body, at + 3)
  const list = reader.group()
  if (!list || reader.peek()) throw reader.unexpected()
  return { head: body.slice(0, at), column: body.slice(at + 1, at + 2), list }
}

/** `value [AS] name`, where the name may be a string. */
function alias(part: readonly Token[]): { value: readonly Token[]; name?: string } {
  const [before, last] = [part.at(-2), part.at(-1)]
  if (before?.kind === 'word' && before.value === 'as' && last)
    return { value: part.slice(0, -2), name: last.value }
  const bare =
    before !== undefined && before.kind !== 'symbol' && (last?.kind === 'word' || last?.kind === 'quoted')
  const closed = before?.text === ')' && (last?.kind === 'word' || last?.kind === 'quoted')
  return (bare || closed) && last ? { value: part.slice(0, -1), name: last.value } : { value: part }
}
