/**
 * Returns `text` as a value of the column type `type`, which is as `parseColumnType` returns it,
 * in the one way to write it: `5` for `05`, `2026-01-05` for `20260105`. Undefined if it does not
 * fit, or if the type is not one of those that text can be read as.
 *
 * @example
 * ```ts
 * const day = fitValue('date', '20260105') // 2026-01-05
 * ```
 */
export function fitValue(type: string, text: string): string | undefined {
  const [, name = type, first = '', second = ''] = /^(\w+)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? []
  switch (name) {
    case 'char':
    case 'varchar':
      return fitText(text, Number(first), name === 'char')
    case 'numeric':
      return fitDecimal(text, Number(first) - Number(second), Number(second))
    case 'real':
    case 'double precision':
      return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? String(Number(text)) : undefined
    case 'boolean':
      return fitBoolean(text)
    case 'date':
      return /^\d{4}(?:-\d{1,2}-\d{1,2}|\d{4})$/.test(text) ? fitTime(text)?.slice(0, 10) : undefined
    case 'timestamp':
      return fitTime(text)
    case 'timestamptz':
      return suffixed(fitTime(text), '+00')
    default:
      return fitInteger(text, BITS.get(name))
  }
}

/** Whether there is text that {@link fitValue} reads as a value of this type. */
export function isFillable(type: string): boolean {
  return /^(?:smallint|integer|bigint|real|double precision|boolean|date|timestamp|timestamptz)$|^(?:numeric|(?:var)?char)\(/.test(
    type,
  )
}

const BITS = new Map([
  ['smallint', 16n],
  ['integer', 32n],
  ['bigint', 64n],
])

function fitInteger(text: string, bits: bigint | undefined): string | undefined {
  if (bits === undefined || !/^-?\d+$/.test(text)) return undefined
  const number = BigInt(text)
  const limit = 2n ** (bits - 1n)
  return number >= -limit && number < limit ? String(number) : undefined
}

function fitText(text: string, bytes: number, ascii: boolean): string | undefined {
  if (text.includes('\0') || (ascii && /[^\0-\x7f]/.test(text))) return undefined
  return Buffer.byteLength(text) <= bytes ? text : undefined
}

/** Digits that would be rounded away do not fit. */
function fitDecimal(text: string, before: number, behind: number): string | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)0*(\d+)(?:\.(\d+?)0*)?$/.exec(text) ?? []
  if (whole === undefined || fraction.replace(/^0$/, '').length > behind) return undefined
  if (whole.replace(/^0$/, '').length > before) return undefined
  return `${sign}${whole}${/^0?$/.test(fraction) ? '' : `.${fraction}`}`
}

function fitBoolean(text: string): string | undefined {
  if (/^(?:true|t|yes|y|1)$/i.test(text)) return 'true'
  return /^(?:false|f|no|n|0)$/i.test(text) ? 'false' : undefined
}

const TIME =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2}))(?:[T _-]?(\d{1,2})(?::?(\d{2})(?::?(\d{2})(\.\d{1,6})?)?)?)?Z?$/

function fitTime(text: string): string | undefined {
  const [, year, month, day, monthOfDigits, dayOfDigits, ...clock] = TIME.exec(text) ?? []
  if (year === undefined) return undefined
  const date = [year, month ?? monthOfDigits!, day ?? dayOfDigits!].map((part) => part.padStart(2, '0'))
  const [hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock
  const time = [hours, minutes, seconds].map((part) => part.padStart(2, '0'))
  const found = new Date(`${date.join('-')}T${time.join(':')}Z`)
  // Date takes 31 February for a day in March.
  if (Number.isNaN(found.valueOf()) || !found.toISOString().startsWith(`${date.join('-')}T${time[0]}`))
    return undefined
  return `${date.join('-')} ${time.join(':')}${fraction}`
}

function suffixed(text: string | undefined, suffix: string): string | undefined {
  return text === undefined ? undefined : text + suffix
}
