import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

// Within the range of either type, with any digits.
const MODERATE = /^-?\d{1,15}(?:\.\d{1,15})?$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const SPECIAL = /^(?:nan|[+-]?inf(?:inity)?)$/i

/** Converts to REAL or DOUBLE PRECISION; what is too small for the type becomes 0. */
export function floatFrom(type: 'float4' | 'float8'): Convert {
  const name = type === 'float4' ? 'Float4' : 'Float8'
  return (text) => {
    if (MODERATE.test(text)) return text
    if (!NUMBER.test(text)) {
      if (SPECIAL.test(text)) return text
      return { code: FAULT_CODE.float, reason: `Invalid digit, Value '${text.slice(0, 40)}', Type: ${name}` }
    }
    const value = type === 'float4' ? Math.fround(Number(text)) : Number(text)
    if (!Number.isFinite(value)) {
      return { code: FAULT_CODE.outOfRange, reason: `Overflow, Column type: ${name}` }
    }
    return value === 0 ? '0' : text
  }
}
