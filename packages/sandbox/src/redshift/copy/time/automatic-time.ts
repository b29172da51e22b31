import { type Moment, exists, moment } from './moment.js'
import { isWeekday, monthNumber, zoneOf } from './time-words.js'
import { fullYear, hourOfHalf } from './timestamp-format.js'

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** Longer than any date and time: not worth a look. */
const LONGEST = 100

/**
 * Recognizes a date or a timestamp under DATEFORMAT or TIMEFORMAT 'auto'; undefined if it is neither.
 * https://docs.aws.amazon.com/redshift/latest/dg/automatic-recognition.html
 */
export function automaticMoment(text: string): Moment | undefined {
  const match = ISO.exec(text)
  const found = match === null ? recognized(text.slice(0, LONGEST + 1)) : isoMoment(match)
  return found !== undefined && exists(found) ? found : undefined
}

function isoMoment(match: RegExpExecArray): Moment | undefined {
  const found = moment(Number(match[1]), Number(match[2]), Number(match[3]))
  found.hour = Number(match[4] ?? 0)
  found.minute = Number(match[5] ?? 0)
  found.second = Number(match[6] ?? 0)
  found.fraction = match[7]?.slice(0, 6) ?? ''
  const zone = match[8] === undefined ? '' : zoneOf(match[8])
  if (zone === undefined) return undefined
  found.zone = zone
  return found
}

const ERA = /\s*\b(BC|AD)\s*$/i
const CLOCK =
  /(?:^|[\sT]\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d*))?)?(?:\s*([AP]M)\b)?(?:\s*([+-]\d{1,2}(?::?\d{2})?)(?=\s|$))?/i
const LAST_WORD = /\s*(?<![\w/])([A-Za-z]+(?:\/[A-Za-z_]+)*)$/
const FIRST_WORD = /^([A-Za-z]+),?\s+/

/** Takes the parts that show themselves out of the text, wherever they stand; what is left is the date. */
function recognized(text: string): Moment | undefined {
  if (text.length > LONGEST) return undefined
  let rest = text
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest)
    if (match !== null)
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim()
    return match
  }
  const bc = take(ERA)?.[1]?.toLowerCase() === 'bc'
  const time = take(CLOCK)
  const zone = zoneOf(LAST_WORD.exec(rest)?.[1] ?? '')
  if (zone !== undefined) take(LAST_WORD)
  if (isWeekday(FIRST_WORD.exec(rest)?.[1] ?? '')) take(FIRST_WORD)
  const found = dateIn(rest, bc)
  if (found === undefined) return undefined
  found.bc ||= bc
  found.zone = zone ?? ''
  if (time === null) return found
  found.hour = time[5] === undefined ? Number(time[1]) : hourOfHalf(Number(time[1]), time[5])
  found.minute = Number(time[2])
  found.second = Number(time[3] ?? 0)
  found.fraction = (time[4] ?? '').slice(0, 6)
  if (time[6] === undefined) return found
  const offset = zoneOf(time[6])
  if (offset === undefined || zone !== undefined) return undefined
  found.zone = offset
  return found
}

const DATES = [
  /^(?<year>\d{4,6})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/,
  /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4}|\d{2})$/,
  /^(?<year>\d{4}|\d{2})(?<month>\d{2})(?<day>\d{2})(?:[T ]?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?:\.(?<fraction>\d*))?)?$/,
  /^(?<name>[A-Za-z]{3,9})[-/. ]*(?<day>\d{1,2})[-/., ]+(?<year>\d{4}|\d{2})$/,
  /^(?<day>\d{1,2})[-/. ]*(?<name>[A-Za-z]{3,9})[-/., ]*(?<year>\d{4}|\d{2})$/,
  /^(?<year>\d{4})[-/. ]*(?<name>[A-Za-z]{3,9})[-/. ]*(?<day>\d{1,2})$/,
  /^(?<year>\d{4})\.(?<dayOfYear>\d{3})$/,
  /^[Jj](?<julian>\d{1,8})$/,
]

function dateIn(text: string, bc: boolean): Moment | undefined {
  for (const pattern of DATES) {
    const groups = pattern.exec(text)?.groups
    if (groups !== undefined) return dateOf(groups, bc)
  }
  return undefined
}

function dateOf(groups: Readonly<Record<string, string | undefined>>, bc: boolean): Moment {
  const { year = '', month, name, day, dayOfYear, julian } = groups
  if (julian !== undefined) return dateOfJulianDay(Number(julian))
  const fullYearOf = year.length === 2 && !bc ? fullYear(Number(year)) : Number(year)
  if (dayOfYear !== undefined)
    return dateOfDays(Date.UTC(fullYearOf, 0, 1) / DAY_LENGTH + Number(dayOfYear) - 1)
  const number = name === undefined ? Number(month) : (monthNumber(name) ?? 0)
  // Month first, as Redshift's DateStyle has it, unless that cannot be.
  const swapped = name === undefined && number > 12 && Number(day) <= 12
  const found = swapped ? moment(fullYearOf, Number(day), number) : moment(fullYearOf, number, Number(day))
  found.hour = Number(groups['hour'] ?? 0)
  found.minute = Number(groups['minute'] ?? 0)
  found.second = Number(groups['second'] ?? 0)
  found.fraction = (groups['fraction'] ?? '').slice(0, 6)
  return found
}

const DAY_LENGTH = 86_400_000
const JULIAN_DAY_OF1970 = 2_440_588

function dateOfJulianDay(day: number): Moment {
  return dateOfDays(day - JULIAN_DAY_OF1970)
}

/** The date that lies `days` after 1970-01-01. */
function dateOfDays(days: number): Moment {
  const date = new Date(days * DAY_LENGTH)
  const year = date.getUTCFullYear()
  const found = moment(year > 0 ? year : 1 - year, date.getUTCMonth() + 1, date.getUTCDate())
  found.bc = year <= 0
  return found
}
