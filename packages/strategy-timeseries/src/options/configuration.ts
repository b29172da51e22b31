import {
  closedObject,
  isConfigError,
  optionsSchema,
  parsePartition,
  type OptionsSchema,
} from '@arbalest/core/plugin'
import * as v from 'valibot'
import { isTimeZone } from '../time/local-time.js'
import { parseLookback } from '../time/lookback.js'

/** What becomes of rows that lie outside their partition, those with no value in the column included. */
export type Outside = 'refuse' | 'clip' | 'partition-column'

/** What a configuration says of this strategy. */
export interface TimeSeriesConfiguration {
  /** The target's column that places a row in the series, and in whose order rows are inserted. */
  readonly column: string
  /**
   * A partition, such as `2018-02-01`, `2018-02-01T05` or `42`: whenever anything from
   * then on changes, all rows from then on are replaced, in one transaction. Default: each
   * partition is replaced by itself.
   */
  readonly since?: string | number | undefined
  /**
   * `refuse` fails the load; `clip` leaves such rows out and counts them; `partition-column`
   * loads them, and keeps in a column of its own which partition a row came in, so that it is
   * found again whatever its time. Default: `refuse`.
   */
  readonly outside?: Outside | undefined
  /** What that column is called. Default: `arbalest_partition`. */
  readonly partitionColumn?: string | undefined
  /** The IANA name of the time zone that days and hours are of, such as `Europe/Berlin`. Default: UTC. */
  readonly timeZone?: string | undefined
  /**
   * `2 days`, `36 hours` or, in a series of numbers, a number: partitions that are
   * further behind the newest one loaded are not listed. Default: all are listed.
   */
  readonly lookback?: string | number | undefined
}

const NAME_RULE = 'must be a name of 1 to 127 bytes.'

const columnName = v.pipe(
  v.string('must be the name of a column.'),
  v.check((name) => name !== '' && Buffer.byteLength(name) <= 127, NAME_RULE),
)

const PARTITION_RULE = 'must be a day such as 2018-02-01, an hour such as 2018-02-01T05, or a number.'

const partition = v.pipe(
  v.union([v.string(), v.number()], PARTITION_RULE),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    try {
      parsePartition(String(dataset.value))
    } catch (error) {
      if (!isConfigError(error)) throw error
      addIssue({ message: error.message })
    }
  }),
  v.description(
    'The partition from which on all rows are replaced together. Default: each partition is replaced by itself.',
  ),
)

const LOOKBACK_RULE =
  'must be days or hours, such as 2 days or 36 hours, or a whole number if the series is one of numbers.'

const lookback = v.pipe(
  v.union([v.string(), v.number()], LOOKBACK_RULE),
  v.check((value) => parseLookback(value) !== undefined, LOOKBACK_RULE),
  v.description(
    'How far before the newest loaded partition other partitions are still listed. Default: all are listed.',
  ),
)

const entries = closedObject({
  column: v.pipe(columnName, v.description('The column that decides which partition a row belongs to.')),
  since: v.optional(partition),
  outside: v.optional(
    v.pipe(
      v.picklist(['refuse', 'clip', 'partition-column'], 'must be refuse, clip or partition-column.'),
      v.description('What happens to rows outside their partition. Default: refuse.'),
    ),
  ),
  partitionColumn: v.optional(
    v.pipe(columnName, v.description('The column that stores the partition. Default: arbalest_partition.')),
  ),
  timeZone: v.optional(
    v.pipe(
      v.string('must be the name of a time zone, such as Europe/Berlin.'),
      v.check(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin or UTC.'),
      v.description('The time zone of days and hours. Default: UTC.'),
    ),
  ),
  lookback: v.optional(lookback),
})

type Given = v.InferOutput<typeof entries>

const schema = v.pipe(
  entries,
  v.forward(
    v.partialCheck(
      [['since'], ['lookback']],
      ({ since, lookback: given }: Pick<Given, 'since' | 'lookback'>) =>
        since === undefined || given === undefined,
      'is given together with since, from which on everything is listed; leave one of them out.',
    ),
    ['lookback'],
  ),
  v.forward(
    v.partialCheck(
      [['outside'], ['partitionColumn']],
      ({ outside, partitionColumn }: Pick<Given, 'outside' | 'partitionColumn'>) =>
        partitionColumn === undefined || outside === 'partition-column',
      'has an effect only with outside: partition-column.',
    ),
    ['partitionColumn'],
  ),
  v.forward(
    v.partialCheck(
      [['outside'], ['timeZone']],
      ({ outside, timeZone }: Pick<Given, 'outside' | 'timeZone'>) =>
        timeZone === undefined || timeZone === 'UTC' || outside !== 'partition-column',
      'has no effect with outside: partition-column, which ignores the time of rows.',
    ),
    ['timeZone'],
  ),
)

/** The schema of a {@link TimeSeriesConfiguration}. */
export const configurationSchema: OptionsSchema<TimeSeriesConfiguration> = optionsSchema(schema)
