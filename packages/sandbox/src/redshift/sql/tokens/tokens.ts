import { RedshiftError } from '../../redshift-error.js'

/** What a token is: `parameter` is `$1`, `word` a bare name or key word, `quoted` a name in double quotes. */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'parameter'

/** One token of a statement; white space and comments are none. */
export interface Token {
  readonly kind: TokenKind
  /** As written. */
  readonly text: string
  /**
   * What it stands for: of a word or a quoted name, lower case, since Redshift folds both unless
   * `enable_case_sensitive_identifier` is on, which keeps the case of quoted names; of a string, its content, where `''`, `\'` and `\\` count once and any other backslash stays, as the
   * parameters of COPY and UNLOAD read those themselves.
   */
  readonly value: string
  /** Index of its first UTF-16 unit in the statement. */
  readonly start: number
  /** Index after its last. */
  readonly end: number
}

const BLANK = /\s+|--[^\n\r]*/y
const NAME = /#?[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const PARAMETER = /\$\d+/y
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
const OPERATOR = /::|\|\||<=|>=|<>|!=|:=|=>|./suy

/** Reads `sql` into tokens; with `caseSensitive`, quoted names keep their case. Throws `RedshiftError` (42601) if a string, name or comment has no end. */
export function tokenize(sql: string, caseSensitive = false): Token[] {
  const tokens: Token[] = []
  let at = skipBlanks(sql, 0)
  while (at < sql.length) {
    const token = tokenAt(sql, at, caseSensitive)
    tokens.push(token)
    at = skipBlanks(sql, token.end)
  }
  return tokens
}

function tokenAt(sql: string, start: number, caseSensitive: boolean): Token {
  const first = sql.charAt(start)
  const make = (kind: TokenKind, end: number, value = sql.slice(start, end)): Token => ({
    kind,
    text: sql.slice(start, end),
    value,
    start,
    end,
  })
  if (first === "'") return string(sql, start, start + 1, make)
  if (/[eE]/.test(first) && sql.charAt(start + 1) === "'") return string(sql, start, start + 2, make)
  if (first === '"') {
    const end = endOfQuoted(sql, start)
    const name = sql.slice(start + 1, end - 1).replaceAll('""', '"')
    return make('quoted', end, caseSensitive ? name : foldCase(name))
  }
  const name = match(NAME, sql, start)
  if (name) return make('word', start + name.length, foldCase(name))
  const number = match(NUMBER, sql, start)
  if (number) return make('number', start + number.length)
  const parameter = match(PARAMETER, sql, start)
  if (parameter) return make('parameter', start + parameter.length)
  const tag = match(DOLLAR_TAG, sql, start)
  if (tag) {
    const close = sql.indexOf(tag, start + tag.length)
    if (close < 0) throw unterminated('dollar-quoted string', tag)
    return make('string', close + tag.length, sql.slice(start + tag.length, close))
  }
  return make('symbol', start + match(OPERATOR, sql, start).length)
}

function string(
  sql: string,
  start: number,
  open: number,
  make: (kind: TokenKind, end: number, value: string) => Token,
): Token {
  const end = endOfString(sql, start, open)
  return make(
    'string',
    end,
    sql.slice(open, end - 1).replaceAll(/''|\\(['\\])/g, (pair) => pair.charAt(1)),
  )
}

/** A backslash escapes in any string of Redshift's: it descends from a PostgreSQL without standard strings. */
function endOfString(sql: string, start: number, open: number): number {
  const stop = /['\\]/g
  for (let at = open; ;) {
    stop.lastIndex = at
    const found = stop.exec(sql)
    if (!found) throw unterminated('quoted string', sql.slice(start, open))
    if (found[0] === "'" && sql.charAt(found.index + 1) !== "'") return found.index + 1
    at = found.index + 2
  }
}

function endOfQuoted(sql: string, start: number): number {
  for (let at = start + 1; ;) {
    const close = sql.indexOf('"', at)
    if (close < 0) throw unterminated('quoted identifier', '"')
    if (sql.charAt(close + 1) !== '"') return close + 1
    at = close + 2
  }
}

function skipBlanks(sql: string, start: number): number {
  for (let at = start; ;) {
    if (sql.startsWith('/*', at)) at = endOfComment(sql, at)
    else {
      const blank = match(BLANK, sql, at)
      if (!blank) return at
      at += blank.length
    }
  }
}

function endOfComment(sql: string, start: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  for (let depth = 0; ;) {
    const found = edge.exec(sql)
    if (!found) throw unterminated('/* comment', '/*')
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
}

function match(pattern: RegExp, sql: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(sql)?.[0] ?? ''
}

/** Lower case as identifiers fold: ASCII letters alone. */
export function foldCase(name: string): string {
  return name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Shows what opened it and nothing after, which may be a secret. */
function unterminated(what: string, opening: string): RedshiftError {
  return new RedshiftError(`unterminated ${what} at or near "${opening}"`, { code: '42601' })
}
