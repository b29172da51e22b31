import { type Fault, FAULT_CODE } from '../reports/load-error.js'
import { clockText, exists, moment } from '../time/moment.js'
import { zoneOf } from '../time/time-words.js'
import { hourOfHalf } from '../time/timestamp-format.js'
import type { Convert } from './convert.js'

const CLOCK =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d*))?)?(?:\s*([AaPp][Mm]))?\s*([+-]\d{1,2}(?::?\d{2})?|[A-Za-z/_]+)?$/
const INVALID: Fault = { code: FAULT_CODE.timestamp, reason: 'Invalid time format or value [HH:MI:SS]' }

/** Converts to TIME, which ignores a zone in the text, or TIMETZ, for which none means UTC. */
export function timeFrom(type: 'time' | 'timetz'): Convert {
  return (text) => {
    const match = CLOCK.exec(text)
    if (match === null) return INVALID
    const [, hour, minute, second = '0', fraction = '', half, zone] = match
    const found = moment(2000, 1, 1)
    found.hour = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half)
    found.minute = Number(minute)
    found.second = Number(second)
    found.fraction = fraction.slice(0, 6)
    const offset = zone === undefined ? '+00' : zoneOf(zone)
    if (!exists(found) || offset === undefined) return INVALID
    return type === 'time'
      ? clockText(found)
      : `${clockText(found)}${/^[+-]/.test(offset) ? '' : ' '}${offset}`
  }
}
