import {
  ConfigError,
  isConfigError,
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type Fault,
  type PartitionBounds,
} from '@arbalest/core/plugin'
import { parsePattern, type SeriesPattern } from './series-pattern.js'

/**
 * A day as `2018-02-01`, an hour as `2018-02-01T05`, a number as itself; a `Date`
 * is the day that begins then in UTC, as many a reader of YAML takes a day.
 */
export type SeriesBound = string | number | Date

/** How a series is laid out below the prefix, and which part of it is listed. */
export interface SeriesOptions {
  /** How its folders are called, such as `{number}/`, `{day}/`, `dt={day}/hour={hour}/` or `{year}/{month}/{day}/`. */
  readonly pattern: string
  /** The first partition, included. Default: the first that exists. */
  readonly start?: SeriesBound | undefined
  /** The last partition, included, a day with all of its hours. Default: the last that exists. */
  readonly end?: SeriesBound | undefined
}

/** A series as {@link SeriesOptions} describe it. */
export interface Series {
  readonly pattern: SeriesPattern
  readonly bounds: PartitionBounds
}

/**
 * Returns the series that a user described. Throws one `ConfigError` with all that is wrong with it.
 *
 * @example
 * ```ts
 * const series = parseSeries({ pattern: '{day}/{hour}/', start: '2018-02-01' })
 * ```
 */
export function parseSeries({ pattern: text, start, end }: SeriesOptions): Series {
  const faults: Fault[] = []
  const gather = <T>(key: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!isConfigError(error)) throw error
      faults.push(...error.faults.map(({ message }) => ({ path: [key], message })))
      return undefined
    }
  }
  const pattern = gather('pattern', () => parsePattern(text))
  const bound = (key: string, value: SeriesBound | undefined): string | undefined => {
    if (value === undefined) return undefined
    const partition = gather(key, () => parsePartition(textOf(value)))
    if (pattern && partition !== undefined && !isOfKind(partition, pattern))
      faults.push({ path: [key], message: otherKind(partition, pattern) })
    return partition
  }
  const bounds = { start: bound('start', start), end: bound('end', end) }
  if (faults.length === 0 && bounds.start !== undefined && !isWithin(bounds.start, { end: bounds.end })) {
    const [first, last] = [showPartition(bounds.start), showPartition(bounds.end ?? '')]
    faults.push({ path: ['start'], message: `"${first}" comes after the end, "${last}".` })
  }
  if (faults.length > 0 || !pattern) throw new ConfigError('CONFIG_INVALID', faults)
  return { pattern, bounds }
}

/** Returns `series` without the partitions below `from`. Throws `ConfigError` if that is of another kind. */
export function startingAt(series: Series, from: string | undefined): Series {
  if (from === undefined) return series
  const { pattern, bounds } = series
  if (!isOfKind(from, pattern)) throw new ConfigError('CONFIG_INVALID', otherKind(from, pattern))
  const start = bounds.start !== undefined && bounds.start > from ? bounds.start : from
  return { pattern, bounds: { ...bounds, start } }
}

function isOfKind(partition: string, { kind }: SeriesPattern): boolean {
  return (kind === 'number') === (partitionKind(partition) === 'number')
}

function otherKind(partition: string, { kind, text }: SeriesPattern): string {
  const expected = kind === 'number' ? 'number' : 'day or hour'
  return `"${showPartition(partition)}" is not a ${expected}, as the pattern "${text}" requires.`
}

function textOf(value: SeriesBound): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0) return String(value)
    throw new ConfigError(
      'CONFIG_INVALID',
      `${value} is not a partition: numbers are whole, and from 0; put quotes around one above ${Number.MAX_SAFE_INTEGER}.`,
    )
  }
  const text = Number.isNaN(value.valueOf()) ? String(value) : value.toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, 10)
  throw new ConfigError(
    'CONFIG_INVALID',
    `"${text}" is not a partition: write a day as "2018-02-01", an hour as "2018-02-01T05".`,
  )
}
