import type { Token } from '../tokens/tokens.js'

/** From the first index to the one after the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where the parts of one SELECT are among the tokens of a statement. */
export interface SelectTokens {
  /** The word SELECT. */
  readonly select: number
  /** The number after TOP. */
  readonly top: Span | undefined
  readonly distinct: boolean
  /** The list, which begins after TOP and DISTINCT. */
  readonly list: Span
  /** What stands after each of these words. */
  readonly clauses: ReadonlyMap<string, Span>
}

const CLAUSES = new Set(
  'from where start connect group having qualify window order limit offset fetch for into'.split(' '),
)
const SET_OPERATORS = new Set(['union', 'intersect', 'except', 'minus'])

/** The SELECTs of a statement, those of subqueries as well. */
export function* selectsIn(tokens: readonly Token[]): Generator<SelectTokens> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'word' && token.value === 'select' && tokens[i - 1]?.text !== '.')
      yield read(tokens, i)
  }
}

function read(tokens: readonly Token[], select: number): SelectTokens {
  let start = select + 1
  let distinct = false
  let top: Span | undefined
  for (;;) {
    const token = tokens[start]
    const number = tokens[start + 1]
    if (token?.kind !== 'word') break
    if (token.value === 'top' && (number?.kind === 'number' || number?.kind === 'parameter')) {
      top = { start: start + 1, end: start + 2 }
      start += 2
    } else if (token.value === 'distinct' || token.value === 'all') {
      distinct = token.value === 'distinct'
      start++
    } else break
  }
  const clauses = new Map<string, Span>()
  let name = 'list'
  let begun = start
  let end = start
  for (const at of level(tokens, start)) {
    end = at + 1
    const token = tokens[at]
    if (token?.kind !== 'word' || !CLAUSES.has(token.value) || !isClause(tokens, at)) continue
    clauses.set(name, { start: begun, end: at })
    name = token.value
    begun = at + 1
  }
  clauses.set(name, { start: begun, end: Math.max(end, begun) })
  return { select, top, distinct, list: clauses.get('list') ?? { start, end: start }, clauses }
}

/** A word of a clause where it begins one: not the GROUP of WITHIN GROUP, nor a name. */
function isClause(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (before?.text === '.' || before?.value === 'as' || before?.value === 'within') return false
  if (token?.value === 'qualify') return after !== undefined && !/^[,.)]$|^as$|^from$/.test(after.value)
  if (/^(group|order|connect)$/.test(token?.value ?? '')) return after?.value === 'by'
  if (token?.value === 'start') return after?.value === 'with'
  return true
}

/** The indices of the tokens of a query from `start` on, except what is in parentheses or within a CASE. */
export function* level(tokens: readonly Token[], start: number): Generator<number> {
  let depth = 0
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]
    const word = token?.kind === 'word' && tokens[at - 1]?.text !== '.' ? token.value : undefined
    const symbol = token?.kind === 'symbol' ? token.text : ''
    if (symbol === ')' || symbol === ']' || word === 'end') depth--
    if (depth < 0 || (depth === 0 && word && SET_OPERATORS.has(word))) return
    if (depth === 0) yield at
    if (symbol === '(' || symbol === '[' || word === 'case') depth++
  }
}
