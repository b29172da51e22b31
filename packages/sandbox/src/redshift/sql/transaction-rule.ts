import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'
import { TokenReader } from './token-reader.js'

/** Redshift accepts an isolation level and ignores it. https://docs.aws.amazon.com/redshift/latest/dg/r_BEGIN.html */
export function* transactionRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('begin') && !reader.accept('start')) return
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (first && last) yield { start: first.start, end: last.end, text: 'begin' }
}
