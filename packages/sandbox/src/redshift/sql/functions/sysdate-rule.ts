import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'

/** SYSDATE is a function without parentheses. https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html */
export function* sysdateRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    const called = tokens[i + 1]?.text === '('
    const qualified = tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '.'
    if (token.kind === 'word' && token.value === 'sysdate' && !called && !qualified) {
      yield replace(token, token, 'pg_catalog.sysdate()')
    }
  }
}
