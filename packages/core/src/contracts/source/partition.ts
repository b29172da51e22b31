import { ConfigError } from '../../faults/errors.js'

/**
 * How the partitions of a sorted series are written, so that `compareKeys` orders
 * them as they follow each other: a day is `2018-02-01`, an hour `2018-02-01T05`,
 * a number has twenty digits, the first of them zeros.
 */
export type PartitionKind = 'number' | 'day' | 'hour'

const DIGITS = 20

/**
 * Returns the partition that a person writes as `42`, `2018-02-01`, `2018-02-01T05`,
 * `2018-02-01/05` or `2018-02-01 05`. Throws `ConfigError` if `text` is none, or names
 * a day or an hour that does not exist.
 *
 * @example
 * ```ts
 * parsePartition('2018-02-01/05') // '2018-02-01T05'
 * ```
 */
export function parsePartition(text: string): string {
  if (/^\d+$/.test(text) && text.length <= DIGITS) return text.padStart(DIGITS, '0')
  const [, day, hour] = /^(\d{4}-\d{2}-\d{2})(?:[T/ ](\d{2}))?$/.exec(text) ?? []
  if (day === undefined) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${text}" is not a partition: write a day as 2018-02-01, an hour as 2018-02-01T05, or a number.`,
    )
  }
  const date = new Date(`${day}T00:00:00Z`)
  // Date takes 31 February for a day in March.
  if (Number.isNaN(date.valueOf()) || !date.toISOString().startsWith(day)) {
    throw new ConfigError('CONFIG_INVALID', `"${text}" names a day that does not exist.`)
  }
  if (hour !== undefined && Number(hour) > 23) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${text}" names an hour that does not exist; hours go from 00 to 23.`,
    )
  }
  return hour === undefined ? day : `${day}T${hour}`
}

/**
 * Returns which kind of partition it is.
 *
 * @example
 * ```ts
 * partitionKind('2018-02-01T05') // 'time'
 * ```
 */
export function partitionKind(partition: string): PartitionKind {
  if (!partition.includes('-')) return 'number'
  return partition.includes('T') ? 'hour' : 'day'
}

/**
 * Returns a partition as a person writes it: a number without its zeros.
 *
 * @example
 * ```ts
 * showPartition('00000000000000000042') // '42'
 * ```
 */
export function showPartition(partition: string): string {
  return partitionKind(partition) === 'number' ? partition.replace(/^0+(?=\d)/, '') : partition
}

/** From which partition to which, both of them included; a day includes all of its hours. */
export interface PartitionBounds {
  /** Default: the first that exists. */
  readonly start?: string | undefined
  /** Default: the last that exists. */
  readonly end?: string | undefined
}

/** What a source lists of a series: all partitions within its bounds. */
export interface Series extends PartitionBounds {
  /** How the names of its partitions are written, such as `{yyyy}/{MM}/{dd}/`: units that were cut by another layout are others. */
  readonly layout?: string | undefined
}

/**
 * Whether a partition lies within bounds. A day without hours counts as itself, which is before its hours.
 *
 * @example
 * ```ts
 * isWithin('2018-02-01T05', { start: '2018-02-01', end: '2018-02-03' }) // true
 * ```
 */
export function isWithin(partition: string, { start, end }: PartitionBounds): boolean {
  if (start !== undefined && partition < start) return false
  return end === undefined || partition <= end || partition.startsWith(end)
}
