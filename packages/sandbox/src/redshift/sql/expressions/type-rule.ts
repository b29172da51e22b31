import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import { checkPrecision } from '../writing/column-type.js'
import { DECIMALS, typeWord } from '../writing/declared-type.js'
import type { Edit } from '../writing/edit.js'
import { replace } from '../writing/edit.js'

/** Types that may stand before a string, which is of the type then. */
const TIMES = new Set(['date', 'interval', 'time', 'timestamp', 'timestamptz', 'timetz'])

/** Types of a cast in PostgreSQL's words. */
export function* typeRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || !isType(tokens, i)) continue
    const type = typeWord(token.value)
    if (type) yield replace(token, token, type)
    if (['geography', 'geometry', 'super', 'varbyte'].includes(type ?? token.value))
      yield* stringItself(tokens, i)
    if (DECIMALS.has(token.value)) {
      const size = new TokenReader(tokens, i + 1).group()
      if (size) checkPrecision(size)
      else yield { start: token.end, end: token.end, text: '(18, 0)' }
    }
    const size = tokens[i + 2]
    if (size?.kind === 'word' && size.value === 'max' && tokens[i + 1]?.text === '(') {
      yield replace(size, size, token.value === 'char' ? '4096' : '65535')
    }
  }
}

/** A string that is cast stands for its bytes as a VARBYTE, and not for hexadecimal digits, and for itself as a SUPER; no string but one of hexadecimal digits is a GEOMETRY. */
function* stringItself(tokens: readonly Token[], i: number): Generator<Edit> {
  const [type, value, cast] = [tokens[i - 3], tokens[i - 2], tokens[i - 1]]
  if (value?.kind === 'string' && cast && !TIMES.has(type?.value ?? ''))
    yield { start: cast.start, end: cast.start, text: '::varchar ' }
}

/** Whether the token at `i` stands for a type: after `::`, or after the AS of a CAST. */
function isType(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1]
  if (before?.text === '::') return true
  return before?.value === 'as' && before.kind === 'word' && isInCast(tokens, i)
}

function isInCast(tokens: readonly Token[], i: number): boolean {
  let depth = 0
  for (let at = i - 1; at > 0; at--) {
    const { text } = tokens[at] ?? { text: '' }
    if (text === ')') depth++
    else if (text === '(' && depth-- === 0) return tokens[at - 1]?.value === 'cast'
  }
  return false
}
