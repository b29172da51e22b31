const COUNT = new Intl.NumberFormat('en-US')
const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB']

/** A number, such as `1,707`. */
export function amount(number: number): string {
  return COUNT.format(number)
}

/** A number with what it counts, such as `1 row` and `1,707 rows`; of several there are `plural`, if given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${COUNT.format(number)} ${number === 1 ? noun : plural}`
}

/** Bytes in decimal units, such as `1.2 MB`. */
export function bytes(number: number): string {
  if (number < 1000) return count(number, 'byte')
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
