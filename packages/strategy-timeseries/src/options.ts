import { check, closedObject, ConfigError, parsePartition } from '@arbalest/core'
import * as v from 'valibot'
import { parseLookback, type Lookback } from './lookback.js'
import { isTimeZone } from './local-time.js'

/** What becomes of rows that lie outside their partition, those with no value in the column included. */
export type Outside = 'refuse' | 'clip' | 'partition-column'

/** What a configuration says of this strategy. */
export interface TimeSeriesConfiguration {
  /** The target's column that places a row in the series, and in whose order rows are inserted. */
  readonly column: string
  /**
   * A partition, such as `2018-02-01`, `2018-02-01T05` or `42`: whenever anything from
   * then on changes, all rows from then on are replaced, in one transaction. Each
   * partition is replaced by itself unless given.
   */
  readonly since?: string | number | undefined
  /**
   * `refuse` (unless given) fails the load; `clip` leaves such rows out and counts
   * them; `partition-column` loads them, and keeps in a column of its own which
   * partition a row came in, so that it is found again whatever its time.
   */
  readonly outside?: Outside | undefined
  /** What that column is called: `arbalest_partition` unless given. */
  readonly partitionColumn?: string | undefined
  /** The IANA name of the time zone that days and hours are of, such as `Europe/Berlin`; UTC unless given. */
  readonly timeZone?: string | undefined
  /**
   * `2 days`, `36 hours` or, in a series of numbers, a number: partitions that are
   * further behind the newest one loaded are not listed. All are unless given.
   */
  readonly lookback?: string | number | undefined
}

/** A {@link TimeSeriesConfiguration}, checked and complete. */
export interface TimeSeriesOptions {
  readonly column: string
  /** As `parsePartition` returns it. */
  readonly since?: string | undefined
  readonly outside: Outside
  readonly partitionColumn: string
  readonly timeZone: string
  readonly lookback?: Lookback | undefined
}

/** Checks and completes what a user wrote. Throws one `ConfigError` with all that is wrong. */
export function parseOptions(options: unknown): TimeSeriesOptions {
  const { outside = 'refuse', partitionColumn, timeZone, ...others } = check(schema, options ?? {})
  return {
    ...others,
    outside,
    partitionColumn: partitionColumn ?? 'arbalest_partition',
    timeZone: timeZone ?? 'UTC',
  }
}

// As `jsonObject` names columns, and Redshift folds them.
const columnName = v.pipe(
  v.string('must be the name of a column.'),
  v.check((name) => name !== '' && Buffer.byteLength(name) <= 127, 'must be a name of 1 to 127 bytes.'),
  v.toLowerCase(),
)

const PARTITION_RULE = 'must be a day such as 2018-02-01, an hour such as 2018-02-01T05, or a number.'

const partition = v.pipe(
  v.union([v.string(), v.number()], PARTITION_RULE),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    try {
      return parsePartition(String(value))
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      addIssue({ message: error.message })
      return NEVER
    }
  }),
)

const LOOKBACK_RULE =
  'must be days or hours, such as 2 days or 36 hours, or a whole number where the series is one of numbers.'

const lookback = v.pipe(
  v.union([v.string(), v.number()], LOOKBACK_RULE),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const parsed = parseLookback(value)
    if (parsed) return parsed
    addIssue({ message: LOOKBACK_RULE })
    return NEVER
  }),
)

const entries = closedObject({
  column: columnName,
  since: v.optional(partition),
  outside: v.optional(
    v.picklist(['refuse', 'clip', 'partition-column'], 'must be refuse, clip or partition-column.'),
  ),
  partitionColumn: v.optional(columnName),
  timeZone: v.optional(
    v.pipe(
      v.string('must be the name of a time zone, such as Europe/Berlin.'),
      v.check(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin or UTC.'),
    ),
  ),
  lookback: v.optional(lookback),
})

const schema = v.pipe(
  entries,
  v.forward(
    v.partialCheck(
      [['since'], ['lookback']],
      ({ since, lookback: given }: { since?: unknown; lookback?: unknown }) =>
        since === undefined || given === undefined,
      'is given beside since, from which on all is listed; leave one of them out.',
    ),
    ['lookback'],
  ),
  v.forward(
    v.partialCheck(
      [['outside'], ['partitionColumn']],
      ({ outside, partitionColumn }: { outside?: Outside | undefined; partitionColumn?: unknown }) =>
        partitionColumn === undefined || outside === 'partition-column',
      'is of use only with outside: partition-column.',
    ),
    ['partitionColumn'],
  ),
  v.forward(
    v.partialCheck(
      [['outside'], ['timeZone']],
      ({ outside, timeZone }: { outside?: Outside | undefined; timeZone?: unknown }) =>
        timeZone === undefined || timeZone === 'UTC' || outside !== 'partition-column',
      'is of no use with outside: partition-column, which asks no row for its time.',
    ),
    ['timeZone'],
  ),
)
