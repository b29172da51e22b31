import type { DescribedColumn } from '../messages/described-column.js'
import type { ProtocolVersion } from '../messages/startup.js'
import { redshiftNumeric } from './numeric-form.js'

/** Types by their OIDs: PostgreSQL's, and those that only a cluster has. */
const BYTEA = 17
const INTERVAL = 1186
const NUMERIC = 1700
const INTERVAL_YEAR_TO_MONTH = 1188
const INTERVAL_DAY_TO_SECOND = 1190
const VARBYTE = 6551
/** `name`, `text`, `char` and `varchar`. */
const TEXT = new Set([19, 25, 1042, 1043])

const DAY_MICROSECONDS = 86_400_000_000n

/** A value in another form. */
export type Convert = (value: Buffer) => Buffer

/** What a cluster calls the type of `column`, by its OID. */
export function redshiftType({ type, modifier }: Pick<DescribedColumn, 'type' | 'modifier'>): number {
  if (type === BYTEA) return VARBYTE
  return type === INTERVAL ? intervalType(modifier) : type
}

/** What PostgreSQL calls the type that a cluster calls `type`. */
export function postgresType(type: number): number {
  if (type === VARBYTE) return BYTEA
  return type === INTERVAL_YEAR_TO_MONTH || type === INTERVAL_DAY_TO_SECOND ? INTERVAL : type
}

/** Whether the values of `column` are strings, the same in both formats. */
export function isText({ type }: Pick<DescribedColumn, 'type'>): boolean {
  return TEXT.has(type)
}

/** How the values of `column` get the form in which a cluster sends them; undefined if they have it. */
export function outward(
  column: DescribedColumn,
  binary: boolean,
  version: ProtocolVersion | undefined,
): Convert | undefined {
  if (column.type === BYTEA && !binary) return withoutPrefix
  if (!binary || version === undefined) return undefined
  if (column.type === NUMERIC && version >= 2) return redshiftNumeric(column.modifier)
  if (column.type !== INTERVAL) return undefined
  const type = intervalType(column.modifier)
  if (type === INTERVAL_YEAR_TO_MONTH) return (value) => value.subarray(12, 16)
  return type === INTERVAL_DAY_TO_SECOND ? microseconds : oldInterval
}

/** How a parameter of a cluster's `type` in binary format gets the form that PostgreSQL reads; undefined if it has it. */
export function inward(type: number): Convert | undefined {
  if (type === INTERVAL_YEAR_TO_MONTH) return (value) => interval(0n, value.readInt32BE(0))
  if (type === INTERVAL_DAY_TO_SECOND) return (value) => interval(value.readBigInt64BE(0), 0)
  if (type !== INTERVAL) return undefined
  return (value) => (value.length === 12 ? interval(value.readBigInt64BE(0), value.readInt32BE(8)) : value)
}

/**
 * Which of a cluster's types an interval has. PostgreSQL keeps its fields as bits of the type's modifier:
 * 1 is the month, 2 the year.
 */
function intervalType(modifier: number): number {
  const fields = modifier < 0 ? 0x7fff : modifier >> 16
  if (fields === 0x7fff) return INTERVAL
  return (fields & 0b110) === fields ? INTERVAL_YEAR_TO_MONTH : INTERVAL_DAY_TO_SECOND
}

/** A cluster shows bytes in hexadecimal digits alone, PostgreSQL with `\x` before them. */
function withoutPrefix(value: Buffer): Buffer {
  return value.subarray(2)
}

/** Days and time of an interval, as one count of microseconds. */
function microseconds(value: Buffer): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value.readBigInt64BE(0) + BigInt(value.readInt32BE(8)) * DAY_MICROSECONDS)
  return bytes
}

/** An interval of release 8.0, which does not count days apart from hours. */
function oldInterval(value: Buffer): Buffer {
  return Buffer.concat([microseconds(value), value.subarray(12, 16)])
}

function interval(time: bigint, months: number): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeBigInt64BE(time)
  bytes.writeInt32BE(months, 12)
  return bytes
}
