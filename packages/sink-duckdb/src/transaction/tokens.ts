/** One token of SQL, or a blank: white space and comments. */
export interface Token {
  /** `parameter` is `$1`, `string` a string or a quoted name, `unclosed` the beginning of what has no end. */
  readonly kind: (typeof FORMS)[number][0]
  /** As it is written. */
  readonly text: string
  /** Index of its first UTF-16 unit. */
  readonly start: number
}

/** How what stands in SQL is written, as DuckDB reads it; the first that fits counts. One string with a doubled quote is taken for two, which cuts alike. */
const FORMS = [
  ['blank', /(?:\s|--[^\n\r]*)+/y],
  ['string', /e'(?:[^'\\]|''|\\[^])*'|'[^']*'|"[^"]*"/iy],
  ['word', /[a-z_\u0080-\uffff][\w$\u0080-\uffff]*/iy],
  ['parameter', /\$\d+/y],
  ['string', /(\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[^]*?\1/iy],
  ['unclosed', /['"]|\/\*|\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/iy],
  ['semicolon', /;/y],
  ['symbol', /[^]/y],
] as const

/** Yields all that stands in `sql`, blanks too, in order. */
export function* tokenize(sql: string): Generator<Token> {
  for (let start = 0; start < sql.length;) {
    const token = tokenAt(sql, start)
    yield token
    start += token.text.length
  }
}

function tokenAt(sql: string, start: number): Token {
  const end = sql.startsWith('/*', start) ? endOfComment(sql, start) : undefined
  if (end !== undefined) return { kind: 'blank', text: sql.slice(start, end), start }
  for (const [kind, form] of FORMS) {
    form.lastIndex = start
    const [text] = form.exec(sql) ?? []
    if (text !== undefined) return { kind, text, start }
  }
  throw new RangeError(`No token begins at ${start}.`)
}

/** Comments may hold others. Undefined if one has no end. */
function endOfComment(sql: string, at: number): number | undefined {
  const edge = /\/\*|\*\//g
  edge.lastIndex = at
  let depth = 0
  for (let found = edge.exec(sql); found; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return undefined
}
