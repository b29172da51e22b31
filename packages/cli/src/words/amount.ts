import { amount, counted } from '@arbalest/core/host'

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB']

/** Bytes in decimal units, such as `1.2 MB`. */
export function bytes(number: number): string {
  if (number < 1000) return counted(number, 'byte')
  let size = number / 1000
  let unit = 0
  while (size >= 999.95 && unit < UNITS.length - 1) {
    size /= 1000
    unit++
  }
  return `${size.toFixed(1)} ${UNITS[unit]}`
}

/** Milliseconds as seconds, such as `1.2 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

const SPANS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** Milliseconds in the two greatest units that fit, such as `2 d 3 h` or `15 s`. */
export function duration(milliseconds: number): string {
  const first = SPANS.findIndex(([size]) => milliseconds >= size)
  if (first === -1) return '0 s'
  let rest = milliseconds
  const parts = SPANS.slice(first, first + 2).map(([size, unit]) => {
    const amountOf = Math.floor(rest / size)
    rest -= amountOf * size
    return [amountOf, unit] as const
  })
  return parts
    .filter(([number], index) => index === 0 || number > 0)
    .map(([number, unit]) => `${amount(number)} ${unit}`)
    .join(' ')
}
