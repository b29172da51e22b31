import { SinkError, type Statement, type StatementValue } from '@arbalest/core'
import { quoteLiteral } from './quote.js'
import { firstWord } from './user-statement.js'

/** A statement as it is sent: its values are text or null. */
interface BoundStatement {
  readonly text: string
  readonly values: readonly (string | null)[]
}

/**
 * A user's statement with its values to bind; or with its values as literals in the text, if
 * Redshift binds none in such a statement, as in COPY, UNLOAD and CREATE. Throws `SinkError`
 * if the text names a value that is not given.
 */
export function bindValues({ text, values = [] }: Statement): BoundStatement {
  if (values.length === 0) return { text, values: [] }
  return BINDING.has(firstWord(text))
    ? { text, values: values.map(textOf) }
    : { text: writeIn(text, values), values: [] }
}

const BINDING = new Set(['select', 'with', 'insert', 'update', 'delete'])

// pg would write a Date in this machine's time zone, which a TIMESTAMP column would ignore.
function textOf(value: StatementValue): string | null {
  if (value === null) return null
  return value instanceof Date ? value.toISOString() : String(value)
}

// Quoted text and comments are skipped, as Redshift reads them: a backslash is an escape.
const PIECES =
  /'(?:[^'\\]|\\[^])*'|"[^"]*"|--[^\n]*|\/\*(?:(?!\*\/|\/\*)[^])*\*\/|(?<nested>\/\*)|\$(?<tag>[a-z_]\w*)?\$[^]*?\$\k<tag>\$|(?<!\w)\$(?<number>\d+)/gi

function writeIn(text: string, values: readonly StatementValue[]): string {
  return text.replaceAll(PIECES, (piece: string, ...rest: unknown[]) => {
    const { nested, number } = rest.at(-1) as { nested?: string; number?: string }
    if (nested !== undefined)
      throw new SinkError('SQL_FAILED', 'A statement with values may not contain a comment within a comment.')
    if (number === undefined) return piece
    const value = values[Number(number) - 1]
    if (value === undefined)
      throw new SinkError('SQL_FAILED', `A statement names ${piece}, and has ${values.length} values.`)
    return literalOf(value)
  })
}

function literalOf(value: StatementValue): string {
  const text = textOf(value)
  if (text === null) return 'null'
  const bare = typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)
  if (!bare) return quoteLiteral(text)
  // A minus after a minus would begin a comment.
  return text.startsWith('-') ? `(${text})` : text
}
