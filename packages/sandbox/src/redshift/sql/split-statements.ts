import { tokenize } from './tokens.js'
import type { Token } from './tokens.js'

/** One statement of a query message. */
export interface Statement {
  /** As written, from its first token to its last, without the semicolon. */
  readonly text: string
  /** Their positions count from the start of `text`; of a part of a statement, those of that part. */
  readonly tokens: readonly Token[]
}

/** Cuts a query message into its statements; those of blanks and comments alone are left out. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = []
  let tokens: Token[] = []
  const close = () => {
    const [first, last] = [tokens[0], tokens.at(-1)]
    if (first && last) {
      const text = sql.slice(first.start, last.end)
      const moved = tokens.map((token) => ({
        ...token,
        start: token.start - first.start,
        end: token.end - first.start,
      }))
      statements.push({ text, tokens: moved })
    }
    tokens = []
  }
  for (const token of tokenize(sql)) {
    if (token.kind === 'symbol' && token.text === ';') close()
    else tokens.push(token)
  }
  close()
  return statements
}
