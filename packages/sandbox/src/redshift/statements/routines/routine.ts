import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../../sql/tokens/split-statements.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import { splitAtCommas, TokenReader } from '../../sql/tokens/token-reader.js'
import type { Token } from '../../sql/tokens/tokens.js'
import type { Translation } from '../../sql/translation/translation.js'
import { postgresType } from '../../sql/writing/declared-type.js'

/** A CREATE PROCEDURE or CREATE FUNCTION. */
export interface Routine {
  readonly kind: 'procedure' | 'function'
  /** All before the arguments. */
  readonly head: readonly Token[]
  readonly args: readonly Argument[]
  /** All between the arguments and the body, and after the body. */
  readonly clauses: readonly Token[]
  /** The string that is the body. */
  readonly body: Token
  readonly language: string
  readonly nonatomic: boolean
}

/** An argument of a routine. */
export interface Argument {
  readonly mode: 'in' | 'out' | 'inout'
  readonly name: string | undefined
  /** Its type in PostgreSQL's words. */
  readonly type: string
}

/** Writes a statement within a routine that has these variables. */
export type Write = (statement: Statement, variables: Iterable<string>) => Translation

const MODES = new Set(['in', 'out', 'inout'])

/**
 * Reads a CREATE PROCEDURE or CREATE FUNCTION; undefined for all others.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_PROCEDURE.html
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_FUNCTION.html
 */
export function readRoutine({ tokens }: Statement): Routine | undefined {
  const reader = new TokenReader(tokens)
  if (!reader.accept('create')) return undefined
  reader.accept('or', 'replace')
  const kind = reader.accept('procedure') ? 'procedure' : reader.accept('function') ? 'function' : undefined
  if (!kind || !reader.name()) return undefined
  const head = tokens.slice(0, reader.at)
  const args = reader.group()
  if (!args) throw reader.unexpected()
  const rest = tokens.slice(reader.at)
  const at = rest.findIndex((token, i) => token.kind === 'string' && rest[i - 1]?.value === 'as')
  const body = rest[at]
  const language = rest[rest.findIndex((token) => token.value === 'language') + 1]?.value ?? ''
  if (!body) throw new RedshiftError('syntax error at end of input', { code: '42601' })
  const isWord = (word: string) => (token: Token) => token.kind === 'word' && token.value === word
  return {
    kind,
    head,
    args: readArguments(args),
    clauses: rest.filter((token, i) => i !== at && i !== at - 1 && !isWord('nonatomic')(token)),
    body,
    language,
    nonatomic: rest.some(isWord('nonatomic')),
  }
}

/** The arguments between the parentheses of a routine. */
export function readArguments(tokens: readonly Token[]): Argument[] {
  return splitAtCommas(tokens)
    .filter((part) => part.length > 0)
    .map(argument)
}

/** Arguments as PostgreSQL has them: those that are OUT come after the others. */
export function inOrder(args: readonly Argument[]): Argument[] {
  return [...args.filter(({ mode }) => mode !== 'out'), ...args.filter(({ mode }) => mode === 'out')]
}

/** `[mode] [name] [mode] type` */
function argument(tokens: readonly Token[]): Argument {
  const given = tokens.find(({ value }) => value === 'default' || value === '=')
  if (given) throw syntaxError(given)
  const mode = tokens.slice(0, 2).find((token) => MODES.has(token.value))?.value
  const rest = tokens.filter((token, i) => i > 1 || !MODES.has(token.value))
  const named =
    rest.length > 1 &&
    rest[1]?.text !== '(' &&
    !/^(varying|precision|with|without)$/.test(rest[1]?.value ?? '')
  return {
    mode: (mode ?? 'in') as Argument['mode'],
    name: named ? rest[0]?.value : undefined,
    type: postgresType(named ? rest.slice(1) : rest),
  }
}
