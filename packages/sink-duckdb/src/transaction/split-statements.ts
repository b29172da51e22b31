import { ConfigError, type Fault, type Statement } from '@arbalest/core'
import { faultsOfValues } from '@arbalest/core/plugin'
import { tokenize, type Token } from './tokens.js'

const BEGINNING = new Set(['begin', 'start'])
const ENDING = new Set(['commit', 'end', 'rollback', 'abort'])

/** A statement of a text. */
interface Piece {
  readonly text: string
  /** Its first word, in lower case; empty if it begins with none. */
  readonly word: string
}

/**
 * Returns the statements of a text that may hold several, each with all the values. Comments stay with the statement behind them;
 * what is empty is left out. Throws `ConfigError` if a string, a name or a comment has no end, if a statement would end or begin a
 * transaction, if a value is named that is not given, or one is given that is not named.
 */
export function splitStatements({ text, values }: Statement): readonly Statement[] {
  const { pieces, named } = piecesOf(text)
  const faults = [
    ...pieces.flatMap(({ word }) => refusalOf(word)),
    ...(values ? faultsOfValues(named, values.length) : []),
  ]
  if (faults.length > 0) throw new ConfigError('CONFIG_INVALID', faults)
  return pieces.map((piece) => ({ text: piece.text, ...(values && { values }) }))
}

/**
 * Returns a statement with the values that it names alone, and these numbered anew: of `$2` alone DuckDB takes no value.
 * A statement that names none by number stays as it is.
 */
export function withoutGaps(statement: Statement): Statement {
  const { text, values = [] } = statement
  const numbers: number[] = []
  const parts = Array.from(tokenize(text), (token) => {
    const number = numberOf(token)
    if (number === undefined || number < 1 || number > values.length) return token.text
    if (!numbers.includes(number)) numbers.push(number)
    return `$${numbers.indexOf(number) + 1}`
  })
  if (numbers.length === 0) return statement
  return { text: parts.join(''), values: numbers.map((number) => values[number - 1]!) }
}

function piecesOf(text: string): { readonly pieces: readonly Piece[]; readonly named: ReadonlySet<number> } {
  const pieces: Piece[] = []
  const named = new Set<number>()
  let start = 0
  let first: string | undefined
  const close = (end: number) => {
    if (first !== undefined) pieces.push({ text: text.slice(start, end).trim(), word: first })
    first = undefined
    start = end + 1
  }
  for (const token of tokenize(text)) {
    if (token.kind === 'unclosed') throw unclosed(text, token)
    const number = numberOf(token)
    if (number !== undefined) named.add(number)
    if (token.kind === 'semicolon') close(token.start)
    else if (token.kind !== 'blank') first ??= token.kind === 'word' ? token.text.toLowerCase() : ''
  }
  close(text.length)
  return { pieces, named }
}

/** Returns the number of a value that a token names; undefined if it names none. */
function numberOf({ kind, text }: Token): number | undefined {
  return kind === 'parameter' ? Number(text.slice(1)) : undefined
}

/** Says where something begins that has no end, without what stands in it, which may be a secret. */
function unclosed(text: string, { start, text: opening }: Token): ConfigError {
  const line = text.slice(0, start).split('\n').length
  return new ConfigError('CONFIG_INVALID', `What ${opening} begins in line ${line} has no end.`)
}

function refusalOf(word: string): Fault[] {
  if (!BEGINNING.has(word) && !ENDING.has(word)) return []
  const reason = BEGINNING.has(word)
    ? 'would begin a transaction, and a step is one already'
    : 'would end the transaction of its step'
  return [{ path: [], message: `"${word}" ${reason}; leave it out.` }]
}
