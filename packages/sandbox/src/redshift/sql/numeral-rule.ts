import type { Edit } from './edit.js'
import { RESERVED_WORDS } from './reserved-words.js'
import type { Statement } from './split-statements.js'
import { syntaxError } from './syntax-error.js'

/**
 * Separates a number from a reserved word that touches it, as in `then 1when`: release 8.0 reads two
 * tokens, and Amazon's drivers rely on it. Throws `RedshiftError` (42601) if any other word touches
 * the number, as in `0x1F` or `1_000`, which PostgreSQL would read as one number.
 */
export function* numeralRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (token.kind !== 'number' || next?.kind !== 'word' || next.start !== token.end) continue
    if (!RESERVED_WORDS.has(next.value)) throw syntaxError(next)
    yield { start: token.end, end: token.end, text: ' ' }
  }
}
