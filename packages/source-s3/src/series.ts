import {
  ConfigError,
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type Fault,
  type PartitionBounds,
} from '@arbalest/core'
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
  /** The first partition, taken in; the first there is unless given. */
  readonly start?: SeriesBound | undefined
  /** The last partition, taken in, a day with all of its hours; the last there is unless given. */
  readonly end?: SeriesBound | undefined
}

/** A series as {@link SeriesOptions} describe it. */
export interface Series {
  readonly pattern: SeriesPattern
  readonly bounds: PartitionBounds
}

/** What `options` describe. Throws `ConfigError` with all that is wrong with them. */
export function parseSeries(options: SeriesOptions): Series {
  const faults: Fault[] = []
  const gather = <T>(place: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      faults.push(...error.faults.map(({ message }) => ({ place, message })))
      return undefined
    }
  }
  const pattern = gather('pattern', () => parsePattern(options.pattern))
  const start = gather('start', () => parseBound(options.start, pattern))
  const end = gather('end', () => parseBound(options.end, pattern))
  if (start !== undefined && end !== undefined && !isWithin(start, { end })) {
    faults.push({
      place: 'start',
      message: `"${showPartition(start)}" comes after the end, "${showPartition(end)}".`,
    })
  }
  if (!pattern || faults.length > 0) throw new ConfigError('CONFIG_INVALID', faults)
  return { pattern, bounds: { start, end } }
}

/** `series` without the partitions below `from`. Throws `ConfigError` where that is of another kind. */
export function startingAt(series: Series, from: string | undefined): Series {
  if (from === undefined) return series
  const { pattern, bounds } = series
  refuseOtherKind(from, pattern)
  const start = bounds.start !== undefined && bounds.start > from ? bounds.start : from
  return { pattern, bounds: { ...bounds, start } }
}

function parseBound(bound: SeriesBound | undefined, pattern: SeriesPattern | undefined): string | undefined {
  if (bound === undefined) return undefined
  const partition = parsePartition(textOf(bound))
  if (pattern) refuseOtherKind(partition, pattern)
  return partition
}

function refuseOtherKind(partition: string, pattern: SeriesPattern): void {
  const numbers = pattern.kind === 'number'
  if (numbers === (partitionKind(partition) === 'number')) return
  throw new ConfigError(
    'CONFIG_INVALID',
    `"${showPartition(partition)}" is no ${numbers ? 'number' : 'day or hour'}, as the pattern "${pattern.text}" has them.`,
  )
}

function textOf(bound: SeriesBound): string {
  if (typeof bound === 'string') return bound
  if (typeof bound === 'number') {
    if (Number.isSafeInteger(bound) && bound >= 0) return String(bound)
    throw new ConfigError(
      'CONFIG_INVALID',
      `${bound} is no partition: numbers are whole, and from 0; put quotes around one above ${Number.MAX_SAFE_INTEGER}.`,
    )
  }
  const text = Number.isNaN(bound.valueOf()) ? String(bound) : bound.toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, 10)
  throw new ConfigError(
    'CONFIG_INVALID',
    `"${text}" is no partition: write a day as "2018-02-01", an hour as "2018-02-01T05".`,
  )
}
