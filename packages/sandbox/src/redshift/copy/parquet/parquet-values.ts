import type { ParquetParsers, SchemaElement } from 'hyparquet'

const MICROS_PER_SECOND = 1_000_000n

/** Makes of Parquet's dates, times and bytes the texts that COPY's conversions read, one character a byte. */
export const PARQUET_PARSERS: ParquetParsers = {
  timestampFromMilliseconds: (millis: bigint) => timestampText(millis * 1_000n),
  timestampFromMicroseconds: (micros: bigint) => timestampText(micros),
  timestampFromNanoseconds: (nanos: bigint) => timestampText(nanos / 1_000n),
  dateFromDays: (days: number) => dateText(days * 86_400_000),
  stringFromBytes: binaryText,
  jsonFromBytes: binaryText,
  geometryFromBytes: binaryText,
  geographyFromBytes: binaryText,
  uuidFromBytes: binaryText,
}

function binaryText(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function timestampText(micros: bigint): string {
  const fraction = ((micros % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND
  const millis = Number((micros - fraction) / 1_000n)
  const date = new Date(millis)
  if (Number.isNaN(date.getTime())) return 'out of range'
  return `${dateText(millis)} ${date.toISOString().slice(-13, -5)}.${String(fraction).padStart(6, '0')}`
}

function dateText(millis: number): string {
  const date = new Date(millis)
  return Number.isNaN(date.getTime()) ? 'out of range' : date.toISOString().slice(0, -14).replace(/^\+0*/, '')
}

/** Whether numbers of this element are decimals. */
export function isDecimal({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'DECIMAL' || logical?.type === 'DECIMAL'
}

/** The element as Parquet stores it, so that a decimal is read as its unscaled digits and not as a JavaScript number. */
export function withoutDecimal(element: SchemaElement): SchemaElement {
  const { converted_type: _, logical_type: __, ...physical } = element
  return isDecimal(element) ? physical : element
}

/** How values of a column that has no columns of its own become texts. */
export function textOfLeaf(element: SchemaElement): (value: unknown) => string {
  if (isDecimal(element)) return (value) => decimalText(unscaled(value), element.scale ?? 0)
  const { converted_type: converted, logical_type: logical } = element
  const unit = logical?.type === 'TIME' ? logical.unit : /^TIME_(MILLIS|MICROS)$/.exec(converted ?? '')?.[1]
  if (unit !== undefined) {
    const nanos = unit === 'MILLIS' ? 1_000_000n : unit === 'MICROS' ? 1_000n : 1n
    return (value) => timestampText((BigInt(value as number | bigint) * nanos) / 1_000n).slice(11)
  }
  return (value) => (value instanceof Uint8Array ? (binaryText(value) ?? '') : String(value))
}

/** The whole number that is stored, in any form; bytes are big-endian two's complement. */
function unscaled(value: unknown): bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value)
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : (value as Uint8Array)
  if (bytes.length === 0) return 0n
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
}

function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** A value as JSON text, for SUPER: a list, a struct, a map, or what has no parts. */
export function jsonOf(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return JSON.stringify(binaryText(value))
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(
      ([name, member]) => `${JSON.stringify(Buffer.from(name, 'utf8').toString('latin1'))}:${jsonOf(member)}`,
    )
    .join(',')}}`
}
