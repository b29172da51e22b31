import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'

/** That the text from `start` to `end` of a statement becomes `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text of these tokens of a statement after all edits. */
export type Written = (tokens: readonly Token[]) => string

/**
 * What one rule changes in a statement; one that changes the order of its parts asks for what becomes of
 * each. Throws `RedshiftError` if Redshift would refuse the statement.
 */
export type Rule = (statement: Statement, written: Written) => Iterable<Edit>

/** That the tokens from `first` to `last` become `text`. */
export function replace(first: Token, last: Token, text: string): Edit {
  return { start: first.start, end: last.end, text }
}

/** The text of `statement` after the edits of all `rules`; if two overlap, the wider or earlier one wins. */
export function rewrite(statement: Statement, rules: readonly Rule[]): string {
  const [first, last] = [statement.tokens[0], statement.tokens.at(-1)]
  if (!first || !last) return ''
  const written: Written = (tokens) => rewrite({ text: statement.text, tokens }, rules)
  const edits: Edit[] = []
  for (const rule of rules) for (const edit of rule(statement, written)) edits.push(edit)
  const pieces: string[] = []
  let done = first.start
  for (const edit of edits.toSorted(inOrder)) {
    if (edit.start < done) continue
    pieces.push(statement.text.slice(done, edit.start), edit.text)
    done = edit.end
  }
  return pieces.join('') + statement.text.slice(done, last.end)
}

/** By place; what adds something there comes first, and the wider before the narrower. */
function inOrder(a: Edit, b: Edit): number {
  const adds = (edit: Edit) => Number(edit.start === edit.end)
  return a.start - b.start || adds(b) - adds(a) || b.end - a.end
}
