/** What a token is: `parameter` is `$1`, `word` a bare name or key word, `unclosed` a string, name or comment that has no end. */
type TokenKind = 'word' | 'quoted' | 'string' | 'parameter' | 'semicolon' | 'symbol' | 'unclosed'

/** One token of SQL; white space and comments are none. */
export interface Token {
  readonly kind: TokenKind
  /** As written; a word in lower case. */
  readonly text: string
  /** Index of its first UTF-16 unit. */
  readonly start: number
  /** Index behind its last. */
  readonly end: number
}

/** How tokens begin that need more than a pattern to find their ends; undefined if there is none. */
type End = (sql: string, opening: string, from: number) => number | undefined

// The first that fits counts: a dollar begins something only if no name or number is before it.
// What has no end is told by its beginning; comments that have one are skipped as blanks.
const FORMS: readonly (readonly [kind: TokenKind, opening: RegExp, end?: End])[] = [
  ['unclosed', /\/\*/, (sql) => sql.length],
  ['string', /[eE]?'/, endOfString],
  ['quoted', /"/, endOfName],
  ['word', /#?[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/],
  ['symbol', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/],
  ['parameter', /\$\d+/],
  ['string', /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/, endOfDollars],
  ['semicolon', /;/],
  ['symbol', /[^]/],
]

/** Any of these, each of which must be one group: to look for one after the other takes several times as long. */
const OPENING = new RegExp(FORMS.map(([, opening]) => `(${opening.source})`).join('|'), 'y')

const BLANKS = /(?:\s|--[^\n\r]*)*/y

/** Yields the tokens of `sql`, as Redshift reads it. One that is unclosed is the last. */
export function* tokenize(sql: string): Generator<Token> {
  for (let at = skipBlanks(sql, 0); at < sql.length;) {
    const token = tokenAt(sql, at)
    yield token
    at = skipBlanks(sql, token.end)
  }
}

function tokenAt(sql: string, start: number): Token {
  OPENING.lastIndex = start
  // Anything is a symbol, if it is nothing else.
  const found = OPENING.exec(sql)!
  const [kind, , endOf] = FORMS[found.findIndex((group, at) => at > 0 && group !== undefined) - 1]!
  const [text] = found
  const from = start + text.length
  const end = endOf ? endOf(sql, text, from) : from
  if (end === undefined) return { kind: 'unclosed', text: sql.slice(start), start, end: sql.length }
  const whole = sql.slice(start, end)
  return { kind, text: kind === 'word' ? whole.toLowerCase() : whole, start, end }
}

/** In any string of Redshift's a backslash escapes, not in E'' alone: it descends from a PostgreSQL without standard strings. */
function endOfString(sql: string, _: string, from: number): number | undefined {
  const stop = /''|\\[^]|'/g
  for (stop.lastIndex = from; ;) {
    const found = stop.exec(sql)
    if (!found) return undefined
    if (found[0] === "'") return stop.lastIndex
  }
}

function endOfName(sql: string, _: string, from: number): number | undefined {
  const stop = /""|"/g
  for (stop.lastIndex = from; ;) {
    const found = stop.exec(sql)
    if (!found) return undefined
    if (found[0] === '"') return stop.lastIndex
  }
}

function endOfDollars(sql: string, tag: string, from: number): number | undefined {
  const at = sql.indexOf(tag, from)
  return at < 0 ? undefined : at + tag.length
}

function skipBlanks(sql: string, start: number): number {
  for (let at = start; ;) {
    at += match(BLANKS, sql, at).length
    const end = sql.startsWith('/*', at) ? endOfComment(sql, at) : undefined
    if (end === undefined) return at
    at = end
  }
}

/** Comments may hold others. */
function endOfComment(sql: string, start: number): number | undefined {
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  for (let depth = 0; ;) {
    const found = edge.exec(sql)
    if (!found) return undefined
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
}

function match(pattern: RegExp, sql: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(sql)?.[0] ?? ''
}
