import {
  closedObject,
  ConfigError,
  isWithin,
  parsePartition,
  partitionKind,
  showPartition,
  type PartitionBounds,
} from '@arbalest/core'
import * as v from 'valibot'
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
  /** The first partition, included. Default: the first there is. */
  readonly start?: SeriesBound | undefined
  /** The last partition, included, a day with all of its hours. Default: the last there is. */
  readonly end?: SeriesBound | undefined
}

/** A series as {@link SeriesOptions} describe it. */
export interface Series {
  readonly pattern: SeriesPattern
  readonly bounds: PartitionBounds
}

const bound = v.optional(
  v.pipe(
    v.union(
      [v.string(), v.number(), v.date()],
      'must be a day, such as "2018-02-01", an hour, such as "2018-02-01T05", or a number.',
    ),
    parsedBy((value) => parsePartition(textOf(value))),
  ),
)

const fields = closedObject({
  pattern: v.pipe(v.string('must be how the folders are called, such as "{day}/".'), parsedBy(parsePattern)),
  start: bound,
  end: bound,
})

/** A valibot schema that makes a {@link Series} of {@link SeriesOptions}. */
export const seriesSchema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['pattern'], ['start']],
      ({ pattern, start }) => start === undefined || isOfKind(start, pattern),
      ({ input: { pattern, start = '' } }) => otherKind(start, pattern),
    ),
    ['start'],
  ),
  v.forward(
    v.partialCheck(
      [['pattern'], ['end']],
      ({ pattern, end }) => end === undefined || isOfKind(end, pattern),
      ({ input: { pattern, end = '' } }) => otherKind(end, pattern),
    ),
    ['end'],
  ),
  v.forward(
    v.partialCheck(
      [['start'], ['end']],
      ({ start, end }) => start === undefined || isWithin(start, { end }),
      ({ input: { start = '', end = '' } }) =>
        `"${showPartition(start)}" comes after the end, "${showPartition(end)}".`,
    ),
    ['start'],
  ),
  v.transform(({ pattern, start, end }): Series => ({ pattern, bounds: { start, end } })),
)

/** `series` without the partitions below `from`. Throws `ConfigError` if that is of another kind. */
export function startingAt(series: Series, from: string | undefined): Series {
  if (from === undefined) return series
  const { pattern, bounds } = series
  if (!isOfKind(from, pattern)) throw new ConfigError('CONFIG_INVALID', otherKind(from, pattern))
  const start = bounds.start !== undefined && bounds.start > from ? bounds.start : from
  return { pattern, bounds: { ...bounds, start } }
}

/** What `parse` makes of a value; each fault of a `ConfigError` that it throws is an issue. */
function parsedBy<Input, Output>(parse: (value: Input) => Output): v.RawTransformAction<Input, Output> {
  return v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    try {
      return parse(value)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      for (const { message } of error.faults) addIssue({ message })
      return NEVER
    }
  })
}

function isOfKind(partition: string, { kind }: SeriesPattern): boolean {
  return (kind === 'number') === (partitionKind(partition) === 'number')
}

function otherKind(partition: string, { kind, text }: SeriesPattern): string {
  const expected = kind === 'number' ? 'number' : 'day or hour'
  return `"${showPartition(partition)}" is no ${expected}, as the pattern "${text}" has them.`
}

function textOf(value: SeriesBound): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && value >= 0) return String(value)
    throw new ConfigError(
      'CONFIG_INVALID',
      `${value} is no partition: numbers are whole, and from 0; put quotes around one above ${Number.MAX_SAFE_INTEGER}.`,
    )
  }
  const text = Number.isNaN(value.valueOf()) ? String(value) : value.toISOString()
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, 10)
  throw new ConfigError(
    'CONFIG_INVALID',
    `"${text}" is no partition: write a day as "2018-02-01", an hour as "2018-02-01T05".`,
  )
}
