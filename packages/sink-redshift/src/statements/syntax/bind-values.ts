import { SinkError, type Statement, type StatementValue } from '@arbalest/core'
import { counted } from '@arbalest/core/plugin'
import { quoteLiteral } from './quote.js'
import { tokenize } from './tokens.js'
import { firstWord } from './user-statement.js'

/** A statement that begins with a verb which binds values, and names all of its own in order: its text need not be read to send it. */
export interface NumberedStatement extends Statement {
  readonly numbered: true
}

/** A statement as it is sent: its values are text or null. */
interface BoundStatement {
  readonly text: string
  readonly values: readonly (string | null)[]
}

/**
 * A user's statement with those of its values that it names to bind, numbered anew; or with them
 * as literals in the text, if Redshift binds none in such a statement, as in COPY, UNLOAD and
 * CREATE. Throws `SinkError` if the text names a value that is not given.
 */
export function bindValues({
  text,
  values = [],
  numbered,
}: Statement & Partial<Pick<NumberedStatement, 'numbered'>>): BoundStatement {
  if (values.length === 0) return { text, values: [] }
  if (numbered) return { text, values: values.map(textOf) }
  if (!BINDING.has(firstWord(text))) return { text: writeValues({ text, values }), values: [] }
  const places = new Map<number, number>()
  const renumbered = writeIn(text, (number) => {
    const place = places.get(number) ?? places.size + 1
    places.set(number, place)
    return `$${place}`
  })
  return {
    text: renumbered,
    values: Array.from(places.keys(), (number) => textOf(valueOf(number, values))),
  }
}

/** The text of a statement with its values as literals in it. Throws as {@link bindValues} does. */
export function writeValues({ text, values = [] }: Statement): string {
  return values.length === 0 ? text : writeIn(text, (number) => literalOf(valueOf(number, values)))
}

/** Returns the numbers of the values that `text` names: 1 for `$1`. */
export function numbersOf(text: string): number[] {
  return Array.from(tokenize(text)).flatMap((token) =>
    token.kind === 'parameter' ? [Number(token.text.slice(1))] : [],
  )
}

const BINDING = new Set(['select', 'with', 'insert', 'update', 'delete'])

function valueOf(number: number, values: readonly StatementValue[]): StatementValue {
  const value = values[number - 1]
  if (value === undefined)
    throw new SinkError(
      'SQL_FAILED',
      `A statement names $${number}, and has ${counted(values.length, 'value')}.`,
    )
  return value
}

// pg would write a Date in this machine's time zone, which a TIMESTAMP column would ignore.
function textOf(value: StatementValue): string | null {
  if (value === null) return null
  return value instanceof Date ? value.toISOString() : String(value)
}

/** Returns `text` with what `write` returns in the place of each `$1`, `$2` … that is neither quoted nor in a comment. */
function writeIn(text: string, write: (number: number) => string): string {
  let written = ''
  let at = 0
  for (const { kind, text: parameter, start, end } of tokenize(text)) {
    if (kind !== 'parameter') continue
    written += text.slice(at, start) + write(Number(parameter.slice(1)))
    at = end
  }
  return written + text.slice(at)
}

function literalOf(value: StatementValue): string {
  const text = textOf(value)
  if (text === null) return 'null'
  const bare = typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)
  if (!bare) return quoteLiteral(text)
  // A minus after a minus would begin a comment.
  return text.startsWith('-') ? `(${text})` : text
}
