import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'

/** Parts a number from a word that touches it, as in `then 1when`: release 8.0 reads two, and Amazon's drivers rely on it. */
export function* numeralRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (token.kind === 'number' && next?.kind === 'word' && next.start === token.end) {
      yield { start: token.end, end: token.end, text: ' ' }
    }
  }
}
