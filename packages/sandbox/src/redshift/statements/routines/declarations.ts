import type { Token } from '../../sql/tokens/tokens.js'
import type { BodyParts } from './body-parts.js'
import { postgresType } from '../../sql/writing/declared-type.js'

/**
 * Reads the variables that are declared from `at` on; the index of the BEGIN after them.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_PLpgSQL-structure.html
 */
export function declare(tokens: readonly Token[], at: number, parts: BodyParts): number {
  let start = at
  while (start < tokens.length && tokens[start]?.value !== 'begin') {
    const found = tokens.findIndex((token, i) => i >= start && token.text === ';')
    const end = found < 0 ? tokens.length : found
    declaration(tokens, start, end, parts)
    start = end + 1
  }
  return start
}

/** `name [CONSTANT] type [NOT NULL] [{ DEFAULT | := } expression]`, or a cursor. */
function declaration(tokens: readonly Token[], start: number, end: number, parts: BodyParts): void {
  const name = tokens[start]
  if (!name) return
  parts.variables.add(name.value)
  const is = (at: number, ...words: string[]) => words.includes(tokens[at]?.value ?? '')
  if (is(start + 1, 'alias')) return
  if (is(start + 1, 'cursor')) return parts.open(start + 1, end)
  let at = start + 1
  if (is(at, 'constant')) at++
  const type = at
  while (at < end && !is(at, 'not', 'default', ':=', '=')) at++
  const [first, last] = [tokens[type], tokens[at - 1]]
  if (first && last && at > type) parts.type(first, last, postgresType(tokens.slice(type, at)))
  while (at < end && !is(at, 'default', ':=', '=')) at++
  if (at < end) parts.expression(at + 1, end)
}
