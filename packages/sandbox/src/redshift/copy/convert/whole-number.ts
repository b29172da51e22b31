import { FAULT_CODE } from '../reports/load-error.js'
import { behindCharacters } from '../text/utf8.js'
import type { Convert } from './convert.js'

const TYPES = {
  int2: { name: 'Short', safeDigits: 4, most: 2n ** 15n },
  int4: { name: 'Integer', safeDigits: 9, most: 2n ** 31n },
  int8: { name: 'Long', safeDigits: 18, most: 2n ** 63n },
}

/** Converts to SMALLINT, INTEGER or BIGINT. */
export function wholeNumberFrom(type: keyof typeof TYPES): Convert {
  const { name, safeDigits, most } = TYPES[type]
  return (text) => {
    const first = text.charCodeAt(0)
    const start = first === 0x2d || first === 0x2b ? 1 : 0
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code < 0x30 || code > 0x39) return invalidDigit(text, at, name)
    }
    if (text.length - start <= safeDigits && text.length > start) return text
    if (text.length === start) return invalidDigit(text, 0, name)
    // No number of so many digits fits, and BigInt takes time that grows with the square of their count.
    const value = text.length - start > 1_000 ? most : BigInt(text.slice(start))
    const fits = first === 0x2d ? value <= most : value < most
    return fits ? text : { code: FAULT_CODE.overflow, reason: `Overflow, Column type: ${name}` }
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html */
export function invalidDigit(text: string, position: number, type: string) {
  return {
    code: FAULT_CODE.digit,
    reason: `Invalid digit, Value '${text.slice(position, behindCharacters(text, position, 1))}', Pos ${position}, Type: ${type}`,
    position,
  }
}
