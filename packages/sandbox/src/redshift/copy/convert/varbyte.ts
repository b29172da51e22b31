import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

/** Converts hexadecimal digits to VARBYTE. https://docs.aws.amazon.com/redshift/latest/dg/r_VARBYTE_type.html */
export function varbyteFrom(length: number): Convert {
  return (text) => {
    if (text.length % 2 !== 0 || !/^[\da-fA-F]*$/.test(text)) {
      const position = Math.max(0, text.search(/[^\da-fA-F]/))
      return { code: FAULT_CODE.dataType, reason: 'Invalid hexadecimal digits for VARBYTE', position }
    }
    if (text.length / 2 > length)
      return { code: FAULT_CODE.outOfRange, reason: 'Varbyte length exceeds DDL length' }
    return text.toLowerCase()
  }
}
