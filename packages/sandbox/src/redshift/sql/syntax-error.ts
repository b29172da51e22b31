import { RedshiftError } from '../redshift-error.js'
import type { Token } from './tokens.js'

/** What a parser says that gave up at `token`, or at the end. */
export function syntaxError(token: Token | undefined): RedshiftError {
  const place = token ? `at or near "${token.text}"` : 'at end of input'
  return new RedshiftError(`syntax error ${place}`, { code: '42601' })
}
