import { type Fault, FAULT_CODE } from '../reports/load-error.js'
import type { CopyConversions } from '../statement/copy-statement.js'
import { automaticMoment } from '../time/automatic-time.js'
import { isoForm } from '../time/iso-time.js'
import { dateText } from '../time/moment.js'
import { momentFormat } from '../time/timestamp-format.js'
import type { Convert } from './convert.js'

const DEFAULT_FORMAT = 'YYYY-MM-DD'

/** Converts to DATE by DATEFORMAT; a time of day after the date is dropped. */
export function dateFrom({
  dateFormat,
  acceptAnyDate,
}: Pick<CopyConversions, 'dateFormat' | 'acceptAnyDate'>): Convert {
  const format = dateFormat ?? DEFAULT_FORMAT
  const read = format === 'auto' ? automaticMoment : momentFormat(format, 'time')
  const takesIso = format === DEFAULT_FORMAT || format === 'auto'
  return (text) => {
    if (takesIso && isoForm(text) === 'date') return text
    const found = read(text)
    if (found !== undefined) return dateText(found)
    return acceptAnyDate ? null : faultOf(text, format)
  }
}

function faultOf(text: string, format: string): Fault {
  // As users report it of the default format.
  const tooShort = format !== 'auto' && text.length < format.length
  return {
    code: FAULT_CODE.date,
    reason: tooShort
      ? `Invalid Date Format - length must be ${format.length} or more`
      : `Invalid date format or value [${format}]`,
  }
}
