import type { Statement } from './split-statements.js'
import type { Token } from './tokens.js'

/** That the text from `start` to `end` of a statement becomes `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What one rule changes in a statement. */
export type Rule = (tokens: readonly Token[]) => Iterable<Edit>

/** That the tokens from `first` to `last` become `text`. */
export function replace(first: Token, last: Token, text: string): Edit {
  return { start: first.start, end: last.end, text }
}

/** The text of `statement` after the edits of all `rules`; where two overlap, the wider or earlier one holds. */
export function rewrite(statement: Statement, rules: readonly Rule[]): string {
  const edits = rules.flatMap((rule) => Array.from(rule(statement.tokens)))
  const pieces: string[] = []
  let done = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < done) continue
    pieces.push(statement.text.slice(done, edit.start), edit.text)
    done = edit.end
  }
  return pieces.join('') + statement.text.slice(done)
}
