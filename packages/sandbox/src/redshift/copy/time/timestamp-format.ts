import { type Moment, exists, moment } from './moment.js'
import { monthNumber, zoneOf } from './time-words.js'

/** Reads a text by a format. Returns undefined if it does not match, or names no moment that exists. */
export type ReadMoment = (text: string) => Moment | undefined

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d{2})',
  MM: '(?<month>\\d{2})',
  MON: '(?<monthName>[A-Za-z]{3,9})',
  MONTH: '(?<monthName>[A-Za-z]{3,9})',
  DD: '(?<day>\\d{2})',
  HH24: '(?<hour>\\d{2})',
  HH12: '(?<hour12>\\d{2})',
  HH: '(?<hour>\\d{2})',
  MI: '(?<minute>\\d{2})',
  SS: '(?<second>\\d{2})(?:\\.(?<fraction>\\d+))?',
  AM: '(?<half>[AaPp][Mm])',
  PM: '(?<half>[AaPp][Mm])',
  OF: '(?<zone>[+-]\\d{1,2}(?::?\\d{2})?|[Zz])?',
}

const PART = /YYYY|YY|MONTH|MON|MM|MI|DD|HH24|HH12|HH|SS|AM|PM|OF|"([^"]*)"|\s+|./gis
const ZONE = '(?:\\s*(?:[+-]\\d{1,2}(?::?\\d{2})?|[A-Za-z]{1,5}))?'
const TIME = `(?:[T ]\\s*\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:\\s*[AaPp][Mm])?${ZONE})?`

/**
 * Compiles a DATEFORMAT or TIMEFORMAT string, in which HH is HH24. After the format, `trailing: 'time'` allows a
 * time of day (of a DATE, which drops it), and `trailing: 'zone'` a zone (of a TIMESTAMP, which ignores it).
 * https://docs.aws.amazon.com/redshift/latest/dg/r_DATEFORMAT_and_TIMEFORMAT_strings.html
 */
export function momentFormat(format: string, trailing: 'time' | 'zone'): ReadMoment {
  const pattern = compiled(format, trailing === 'time' ? TIME : ZONE)
  if (pattern === undefined) return () => undefined
  return (text) => {
    const groups = pattern.exec(text)?.groups
    if (groups === undefined) return undefined
    const found = moment(yearOf(groups), monthOf(groups), Number(groups['day'] ?? 1))
    found.hour = hourOf(groups)
    found.minute = Number(groups['minute'] ?? 0)
    found.second = Number(groups['second'] ?? 0)
    found.fraction = (groups['fraction'] ?? '').slice(0, 6)
    const offset = groups['zone'] === undefined ? '' : zoneOf(groups['zone'])
    if (offset === undefined) return undefined
    found.zone = offset
    return exists(found) ? found : undefined
  }
}

function compiled(format: string, rest: string): RegExp | undefined {
  const pattern = format.replace(PART, (piece, literal: string | undefined) => {
    if (literal !== undefined) return escaped(literal)
    return PARTS[piece.toUpperCase()] ?? (/^\s+$/.test(piece) ? '\\s+' : escaped(piece))
  })
  try {
    return new RegExp(`^${pattern}${rest}$`)
  } catch {
    // A part that stands twice: no text matches such a format.
    return undefined
  }
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

type Groups = Readonly<Record<string, string | undefined>>

function yearOf({ year, shortYear }: Groups): number {
  if (shortYear === undefined) return Number(year ?? 1)
  return fullYear(Number(shortYear))
}

/** The year that two digits stand for, in PostgreSQL as in Redshift: 1970 to 2069. */
export function fullYear(short: number): number {
  return short + (short < 70 ? 2000 : 1900)
}

function monthOf({ month, monthName }: Groups): number {
  if (monthName !== undefined) return monthNumber(monthName) ?? 0
  return Number(month ?? 1)
}

function hourOf({ hour, hour12, half }: Groups): number {
  if (hour12 === undefined && half === undefined) return Number(hour ?? 0)
  const shown = Number(hour12 ?? hour ?? 0)
  if (half === undefined) return shown >= 1 && shown <= 12 ? shown : Infinity
  return hourOfHalf(shown, half)
}

/** The hour of the day that a clock of twelve hours shows; Infinity if it cannot show it. */
export function hourOfHalf(shown: number, half: string): number {
  if (shown < 1 || shown > 12) return Infinity
  return (shown % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}
