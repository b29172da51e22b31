import { faultCode } from '../reports/load-error.js'
import type { Convert } from './convert.js'

// Within the range of either type, whatever its digits.
const moderate = /^-?\d{1,15}(?:\.\d{1,15})?$/
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const special = /^(?:nan|[+-]?inf(?:inity)?)$/i

/** Converts to REAL or DOUBLE PRECISION; what is too small for the type becomes 0. */
export function floatFrom(type: 'float4' | 'float8'): Convert {
  const name = type === 'float4' ? 'Float4' : 'Float8'
  return (text) => {
    if (moderate.test(text)) return text
    if (!number.test(text)) {
      if (special.test(text)) return text
      return { code: faultCode.float, reason: `Invalid digit, Value '${text.slice(0, 40)}', Type: ${name}` }
    }
    const value = type === 'float4' ? Math.fround(Number(text)) : Number(text)
    if (!Number.isFinite(value)) {
      return { code: faultCode.outOfRange, reason: `Overflow, Column type: ${name}` }
    }
    return value === 0 ? '0' : text
  }
}
