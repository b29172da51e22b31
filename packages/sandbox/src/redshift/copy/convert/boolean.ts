import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

const LITERALS = new Map<string, string>([
  ...['t', 'true', 'y', 'yes', '1'].map((text) => [text, 't'] as const),
  ...['f', 'false', 'n', 'no', '0'].map((text) => [text, 'f'] as const),
])

/** Converts to BOOLEAN, ignoring case. https://docs.aws.amazon.com/redshift/latest/dg/r_Boolean_type.html */
export const booleanFrom: Convert = (text) =>
  LITERALS.get(text) ??
  LITERALS.get(text.toLowerCase()) ?? { code: FAULT_CODE.boolean, reason: 'Unknown boolean format' }
