import type { Statement } from '../sql/tokens/split-statements.js'
import type { Token } from '../sql/tokens/tokens.js'
import type { Plan } from './context/context.js'

/**
 * Plans an INSERT whose rows hold nothing but parameters, whole numbers and NULL by its first row alone, as no rule changes
 * those, of which a program may send a hundred thousand. Returns undefined for any other statement. `make` plans by all rules.
 */
export function planOfPlainRows(
  statement: Statement,
  make: (statement: Statement) => Plan,
): Plan | undefined {
  const first = firstOfPlainRows(statement)
  const made = first && make(first)
  if (!made || !('sql' in made)) return undefined
  const others = statement.text.slice(first.text.length)
  return { ...made, sql: async (catalog) => (await made.sql(catalog)) + others }
}

/** Returns `statement` with its first row alone, if it is one of several such rows. */
function firstOfPlainRows(statement: Statement): Statement | undefined {
  const { text, tokens } = statement
  if (tokens[0]?.value !== 'insert') return undefined
  const begin = tokens.findLastIndex((token) => !isPlain(token))
  if (tokens[begin]?.value !== 'values') return undefined
  let depth = 0
  let end: number | undefined
  for (const [at, { text: symbol }] of tokens.entries()) {
    if (at <= begin || !BRACKETS.has(symbol)) continue
    depth += symbol === '(' ? 1 : -1
    if (depth > 1) return undefined
    if (depth === 0) end ??= at
  }
  if (end === undefined || end + 1 === tokens.length) return undefined
  return { ...statement, text: text.slice(0, tokens[end]!.end), tokens: tokens.slice(0, end + 1) }
}

const BRACKETS = new Set(['(', ')'])

function isPlain({ kind, text, value }: Token): boolean {
  if (kind === 'symbol') return BRACKETS.has(text) || text === ','
  return (
    kind === 'parameter' || (kind === 'number' && WHOLE.test(text)) || (kind === 'word' && value === 'null')
  )
}

const WHOLE = /^\d{1,9}$/
