import { parseColumnType, type PartitionKind } from '@arbalest/core/plugin'

/** In which way the values of a column are compared with a partition. */
export type Comparison = 'number' | 'date' | 'timestamp' | 'timestamptz' | 'text'

/** Which kinds of partitions each can distinguish. Text must be written as partitions are: ISO 8601. */
export const TELLS_APART: Readonly<Record<Comparison, readonly PartitionKind[]>> = {
  number: ['number'],
  date: ['day'],
  timestamp: ['day', 'hour'],
  timestamptz: ['day', 'hour'],
  text: ['day', 'hour'],
}

/** How a column of this type is compared; undefined where it cannot be. */
export function comparisonOf(columnType: string): Comparison | undefined {
  const type = parseColumnType(columnType)
  if (type === 'date' || type === 'timestamp' || type === 'timestamptz') return type
  if (/^(?:smallint|integer|bigint|numeric\(\d+,0\))$/.test(type)) return 'number'
  return /^(?:var)?char\(/.test(type) ? 'text' : undefined
}

const GREATEST = new Map([
  ['smallint', 2n ** 15n - 1n],
  ['integer', 2n ** 31n - 1n],
  ['bigint', 2n ** 63n - 1n],
  // Kept in 64 bits: https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html
  ['numeric(19,0)', 2n ** 63n - 1n],
])

/** The greatest number that a column of this type of whole numbers can hold. */
export function greatestOf(columnType: string): bigint {
  const type = parseColumnType(columnType)
  const [, precision = '0'] = /^numeric\((\d+),/.exec(type) ?? []
  return GREATEST.get(type) ?? 10n ** BigInt(precision) - 1n
}
