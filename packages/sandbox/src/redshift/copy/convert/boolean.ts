import { faultCode } from '../reports/load-error.js'
import type { Convert } from './convert.js'

const literals = new Map<string, string>([
  ...['t', 'true', 'y', 'yes', '1'].map((text) => [text, 't'] as const),
  ...['f', 'false', 'n', 'no', '0'].map((text) => [text, 'f'] as const),
])

/** Converts to BOOLEAN, whatever the case. https://docs.aws.amazon.com/redshift/latest/dg/r_Boolean_type.html */
export const booleanFrom: Convert = (text) =>
  literals.get(text) ??
  literals.get(text.toLowerCase()) ?? { code: faultCode.boolean, reason: 'Unknown boolean format' }
