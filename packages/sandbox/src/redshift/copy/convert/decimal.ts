import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'
import { invalidDigit } from './whole-number.js'

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/**
 * Converts to DECIMAL. COPY drops surplus digits after the point; INSERT, and ROUNDEC, round.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html
 */
export function decimalFrom(precision: number, scale: number, round: boolean): Convert {
  return (text) => {
    if (fitsAsIs(text, precision - scale, scale)) return text
    const [, sign, before, after = '', exponent] = NUMBER.exec(text) ?? []
    if (sign === undefined || before === undefined || before.length + after.length === 0) {
      return invalidDigit(text, Math.max(0, text.search(/[^\d.+-]|(?<=.)[+-]|(?<=\..*)\./)), 'Decimal')
    }
    const [whole, fraction] = shifted(before.replace(/^0+/, ''), after, Number(exponent ?? 0))
    const up = round && (fraction[scale] ?? '0') >= '5' ? 1n : 0n
    const kept = fraction.slice(0, scale)
    if (whole.length > precision - scale) return tooLarge(precision, scale)
    if (up === 0n) return `${sign}${whole === '' ? '0' : whole}${kept === '' ? '' : `.${kept}`}`
    const digits = String(BigInt(`${whole}${kept}` || '0') + up).padStart(scale + 1, '0')
    const point = digits.length - scale
    if (point > precision - scale && digits[0] !== '0') return tooLarge(precision, scale)
    return `${sign}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`
  }
}

/** Whether `text` is plain digits, no more before and after the point than there is room for. */
function fitsAsIs(text: string, whole: number, fraction: number): boolean {
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0
  let point = text.length
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2e && point === text.length) point = at
    else if (code < 0x30 || code > 0x39) return false
  }
  const before = point - start
  return before > 0 && before <= whole && text.length - point - 1 <= fraction
}

/** The digits before and after the point once it has moved `places` to the right. */
function shifted(whole: string, fraction: string, places: number): [string, string] {
  if (places === 0) return [whole, fraction]
  if (places > 0) {
    const digits = fraction.padEnd(places, '0')
    return [`${whole}${digits.slice(0, places)}`.replace(/^0+/, ''), digits.slice(places)]
  }
  const digits = whole.padStart(-places, '0')
  return [digits.slice(0, places).replace(/^0+/, ''), `${digits.slice(places)}${fraction}`]
}

function tooLarge(precision: number, scale: number) {
  return { code: FAULT_CODE.decimal, reason: `Overflow, Column type: Decimal(${precision},${scale})` }
}
