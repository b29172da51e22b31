import { FAULT_CODE } from '../reports/load-error.js'
import type { CopyConversions } from '../statement/copy-statement.js'
import { automaticMoment } from '../time/automatic-time.js'
import { type IsoForm, isoForm } from '../time/iso-time.js'
import { timestampText } from '../time/moment.js'
import { momentFormat, type ReadMoment } from '../time/timestamp-format.js'
import type { Convert } from './convert.js'

type Options = Pick<CopyConversions, 'timeFormat' | 'acceptAnyDate'>

const DEFAULT_FORMAT = 'YYYY-MM-DD HH:MI:SS'

/**
 * Converts to TIMESTAMP, which ignores a zone in the text, or to TIMESTAMPTZ, which goes by it, by TIMEFORMAT.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html#copy-timeformat
 */
export function timestampFrom(
  type: 'timestamp' | 'timestamptz',
  { timeFormat, acceptAnyDate }: Options,
): Convert {
  const zoned = type === 'timestamptz'
  const format = timeFormat ?? (zoned ? `${DEFAULT_FORMAT}OF` : DEFAULT_FORMAT)
  const convert = converterOf(format, zoned)
  return (text) => {
    const converted = convert(text)
    if (converted !== undefined) return converted
    // The format in brackets, as users report it.
    return acceptAnyDate
      ? null
      : { code: FAULT_CODE.timestamp, reason: `Invalid timestamp format or value [${format}]` }
  }
}

function converterOf(format: string, zoned: boolean): (text: string) => string | undefined {
  if (format === 'epochsecs') return (text) => epochText(text, 1n, zoned)
  if (format === 'epochmillisecs') return (text) => epochText(text, 1_000n, zoned)
  const read: ReadMoment = format === 'auto' ? automaticMoment : momentFormat(format, 'zone')
  const forms = formsTakenAsTheyStand(format, zoned)
  return (text) => {
    if (forms.length > 0 && forms.includes(isoForm(text))) return text
    const found = read(text)
    return found === undefined ? undefined : timestampText(found, zoned)
  }
}

/** Those that the format has, and that PostgreSQL reads alike: without a zone it would go by the session's. */
function formsTakenAsTheyStand(format: string, zoned: boolean): readonly (IsoForm | undefined)[] {
  if (format === 'auto') return zoned ? ['T and Z'] : ['blank', 'T', 'T and Z']
  return format === DEFAULT_FORMAT && !zoned ? ['blank'] : []
}

const EPOCH = /^(-?\d{1,15})(?:\.(\d*))?$/
const LARGEST_DATE = 8_640_000_000_000n

/** The moment that lies `text` times a second, or a `perSecond`th of it, after 1970-01-01 00:00:00 UTC. */
function epochText(text: string, perSecond: bigint, zoned: boolean): string | undefined {
  const match = EPOCH.exec(text)
  if (match === null) return undefined
  const digits = perSecond === 1n ? 6 : 3
  const fraction = BigInt((match[2] ?? '').slice(0, digits).padEnd(digits, '0'))
  const micros =
    BigInt(match[1] as string) * (1_000_000n / perSecond) + (text.startsWith('-') ? -fraction : fraction)
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const seconds = (micros - rest) / 1_000_000n
  if (seconds > LARGEST_DATE || seconds < -62_135_596_800n) return undefined
  const [date, time = ''] = new Date(Number(seconds) * 1_000)
    .toISOString()
    .slice(0, -5)
    .replace(/^\+0*/, '')
    .split('T')
  return `${date} ${time}${rest === 0n ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`}${zoned ? '+00' : ''}`
}
