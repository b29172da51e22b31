import { RESERVED_WORDS } from '../tokens/reserved-words.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import { replace, type Edit } from './edit.js'

/** `value` as a string of PostgreSQL's, whatever its settings. */
export function quoteLiteral(value: string): string {
  const quoted = value.replaceAll('\\', '\\\\').replaceAll("'", "''")
  // PostgreSQL reads a backslash as itself, unless an E says that it escapes.
  return `${value.includes('\\') ? 'E' : ''}'${quoted}'`
}

/** A backslash of a Redshift's string escapes a quote or a backslash, and is one itself otherwise. */
export function* stringRule({ tokens }: Statement): Generator<Edit> {
  for (const token of tokens) {
    if (token.kind === 'string' && token.text.startsWith("'") && token.text.includes('\\')) {
      yield replace(token, token, quoteLiteral(token.value))
    }
  }
}

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
