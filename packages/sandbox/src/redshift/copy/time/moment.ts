/** A date and a time of day as they were written, not yet placed in a time zone. */
export interface Moment {
  /** Of the common era, or before it if `bc`. */
  year: number
  month: number
  day: number
  bc: boolean
  hour: number
  minute: number
  second: number
  /** Up to six digits. */
  fraction: string
  /** As PostgreSQL reads it: `+05:30`, `America/New_York`; empty if none was written. */
  zone: string
}

/** The first moment of `year`-`month`-`day`. */
export function moment(year: number, month: number, day: number): Moment {
  return { year, month, day, bc: false, hour: 0, minute: 0, second: 0, fraction: '', zone: '' }
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the calendar and the clock have this moment; a clock may show 24:00:00 and a leap second. */
export function exists({ year, month, day, bc, hour, minute, second }: Moment): boolean {
  const days = MONTH_DAYS[month - 1]
  if (days === undefined || year < 1 || year > (bc ? 4713 : 294_276) || day < 1 || minute > 59) return false
  if (day > days && !(month === 2 && day === 29 && isLeap(bc ? year - 1 : year))) return false
  return hour < 24 ? second <= 60 : hour === 24 && minute === 0 && second === 0
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** The date in PostgreSQL's ISO style. */
export function dateText({ year, month, day, bc }: Moment): string {
  return `${dateDigits(year, month, day)}${bc ? ' BC' : ''}`
}

/** Date and time in PostgreSQL's ISO style, with the zone, or UTC if none was written, if `zoned`. */
export function timestampText(at: Moment, zoned: boolean): string {
  const zone = !zoned
    ? ''
    : at.zone === ''
      ? '+00'
      : at.zone.startsWith('+') || at.zone.startsWith('-')
        ? at.zone
        : ` ${at.zone}`
  return `${dateDigits(at.year, at.month, at.day)} ${clockText(at)}${zone}${at.bc ? ' BC' : ''}`
}

/** The time of day in PostgreSQL's ISO style. */
export function clockText({ hour, minute, second, fraction }: Moment): string {
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction === '' ? '' : `.${fraction}`}`
}

function dateDigits(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
