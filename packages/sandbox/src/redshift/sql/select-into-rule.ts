import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'

/** SELECT … INTO #name makes a temporary table. https://docs.aws.amazon.com/redshift/latest/dg/r_SELECT_INTO.html */
export function* selectIntoRule({ tokens }: Statement): Generator<Edit> {
  if (tokens[0]?.value !== 'select' && tokens[0]?.value !== 'with') return
  for (const [i, token] of tokens.entries()) {
    const name = tokens[i + 1]
    if (token.kind === 'word' && token.value === 'into' && name?.text.startsWith('#')) {
      yield { start: token.end, end: token.end, text: ' temporary' }
    }
  }
}
