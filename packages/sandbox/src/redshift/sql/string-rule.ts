import { replace, type Edit } from './edit.js'
import { quoteLiteral } from './literal.js'
import type { Statement } from './split-statements.js'

/** A backslash of a Redshift's string escapes a quote or a backslash, and is one itself otherwise. */
export function* stringRule({ tokens }: Statement): Generator<Edit> {
  for (const token of tokens) {
    if (token.kind === 'string' && token.text.startsWith("'") && token.text.includes('\\')) {
      yield replace(token, token, quoteLiteral(token.value))
    }
  }
}
