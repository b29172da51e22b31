import { RedshiftError } from '../../redshift-error.js'
import { tokenize } from './tokens.js'
import type { Token } from './tokens.js'

/** One statement of a query message. */
export interface Statement {
  /** As written, from its first token to its last, without the semicolon. */
  readonly text: string
  /** With the comments that stand before it, if there are any. */
  readonly source?: string
  /** Their positions count from the start of `text`; of a part of a statement, those of that part. */
  readonly tokens: readonly Token[]
  /** Whether its quoted names keep their case. Default: false. */
  readonly caseSensitive?: boolean
}

/** Bytes of a statement. https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html */
const LONGEST = 16 * 1024 * 1024

/**
 * Cuts a query message into its statements; those of blanks and comments alone are left out. With
 * `caseSensitive`, quoted names keep their case.
 */
export function splitStatements(sql: string, caseSensitive = false): Statement[] {
  const bytes = Buffer.byteLength(sql)
  if (bytes > LONGEST) {
    throw new RedshiftError(
      `Statement is too large. Statement Size: ${bytes} bytes. Maximum Allowed: ${LONGEST} bytes`,
      { code: '54000' },
    )
  }
  const statements: Statement[] = []
  let tokens: Token[] = []
  let after = 0
  const close = (semicolon?: Token) => {
    const [first, last] = [tokens[0], tokens.at(-1)]
    if (first && last) {
      const text = sql.slice(first.start, last.end)
      const moved = tokens.map((token) => ({
        ...token,
        start: token.start - first.start,
        end: token.end - first.start,
      }))
      const source = sql.slice(after, last.end).trimStart()
      const commented = source.length > text.length && { source }
      statements.push({ text, ...commented, tokens: moved, ...(caseSensitive && { caseSensitive }) })
    }
    tokens = []
    after = semicolon?.end ?? after
  }
  for (const token of tokenize(sql, caseSensitive)) {
    if (token.kind === 'symbol' && token.text === ';') close(token)
    else tokens.push(token)
  }
  close()
  return statements
}
