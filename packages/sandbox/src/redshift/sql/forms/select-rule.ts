import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit, Written } from '../writing/edit.js'
import { mark } from './mark.js'
import { level, selectsIn, type Span } from './select-tokens.js'

/**
 * TOP, EXCLUDE and QUALIFY, each marked at the head of the list of its SELECT.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_list.html
 * https://docs.aws.amazon.com/redshift/latest/dg/r_QUALIFY_clause.html
 */
export function* selectRule({ tokens }: Statement, written: Written): Generator<Edit> {
  const remove = ({ start, end }: Span): Edit => ({
    start: tokens[start]?.start ?? 0,
    end: tokens[end - 1]?.end ?? 0,
    text: '',
  })
  for (const { select, top, distinct, list, clauses } of selectsIn(tokens)) {
    const marks: string[] = []
    const words = (span: Span) => written(tokens.slice(span.start, span.end))
    if (top) {
      marks.push(mark('top', [words(top)]))
      yield remove({ start: select + 1, end: list.start })
    }
    const qualify = clauses.get('qualify')
    if (qualify) {
      marks.push(mark('qualify', [words(qualify)]))
      yield remove({ start: qualify.start - 1, end: qualify.end })
    }
    const excluded = excludedColumns(tokens, list)
    if (excluded) {
      marks.push(mark('exclude', [words(excluded)]))
      yield remove({ start: exclude(tokens, list) ?? 0, end: list.end })
    }
    const at = tokens[list.start]?.start
    if (marks.length === 0 || at === undefined) continue
    yield { start: at, end: at, text: `${top && distinct ? 'distinct ' : ''}${marks.join(', ')}, ` }
  }
}

/** The columns after EXCLUDE at the end of a list, which may be in parentheses. */
function excludedColumns(tokens: readonly Token[], list: Span): Span | undefined {
  const at = exclude(tokens, list)
  if (at === undefined) return undefined
  const grouped = tokens[at + 1]?.text === '('
  return grouped ? { start: at + 2, end: list.end - 1 } : { start: at + 1, end: list.end }
}

function exclude(tokens: readonly Token[], list: Span): number | undefined {
  for (const at of level(tokens, list.start)) {
    if (at >= list.end - 1) return undefined
    const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
    const named = after?.text === '(' || after?.kind === 'word' || after?.kind === 'quoted'
    const follows = at > list.start && before?.text !== ',' && before?.value !== 'as' && before?.text !== '.'
    if (token?.kind === 'word' && token.value === 'exclude' && named && follows) return at
  }
  return undefined
}
