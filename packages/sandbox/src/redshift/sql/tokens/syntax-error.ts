import { RedshiftError } from '../../redshift-error.js'
import type { Token } from './tokens.js'

/** A syntax error at `token`, or at the end if there is none. A string is not shown, as it may be a secret. */
export function syntaxError(token: Token | undefined): RedshiftError {
  const shown = token?.kind === 'string' ? "'...'" : token?.text
  const place = shown === undefined ? 'at end of input' : `at or near "${shown}"`
  return new RedshiftError(`syntax error ${place}`, { code: '42601' })
}
