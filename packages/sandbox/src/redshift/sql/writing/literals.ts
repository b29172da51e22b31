import { RedshiftError } from '../../redshift-error.js'
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

/** What stands for another character after a backslash; an octal number does too, and all others stand for themselves. */
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** A backslash escapes in a string, as in PostgreSQL 8.0. https://www.postgresql.org/docs/8.0/sql-syntax.html */
export function* stringRule({ tokens }: Statement): Generator<Edit> {
  for (const token of tokens) {
    if (token.kind === 'string' && token.text.startsWith("'") && token.text.includes('\\')) {
      yield replace(token, token, quoteLiteral(unescaped(token.text.slice(1, -1))))
    }
  }
}

/** Octal numbers are bytes. A zero ends the string, so that STRTOL reads nothing. https://docs.aws.amazon.com/redshift/latest/dg/r_STRTOL.html */
function unescaped(text: string): string {
  const [read = ''] = text
    .replaceAll(/''|((?:\\[0-7]{1,3})+)|\\([^])/g, (pair, octal?: string, escaped?: string) => {
      if (octal !== undefined) return bytes(octal)
      return escaped === undefined ? pair.charAt(1) : (ESCAPED[escaped] ?? escaped)
    })
    .split('\0', 1)
  return read
}

/** Throws `RedshiftError` (22021) if the bytes are no text. */
function bytes(octal: string): string {
  const read = Buffer.from(
    octal
      .split('\\')
      .slice(1)
      .map((digits) => Number.parseInt(digits, 8)),
  )
  const text = read.toString()
  if (Buffer.from(text).equals(read)) return text
  throw new RedshiftError(`invalid byte sequence for encoding "UTF8": 0x${read.toString('hex')}`, {
    code: '22021',
  })
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
