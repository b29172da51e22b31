import {
  ConfigError,
  partitionKind,
  showPartition,
  type Column,
  type RowRange,
  type Target,
} from '@arbalest/core/plugin'
import { comparisonOf, greatestOf, TELLS_APART } from './comparison.js'
import { beginningOf, following, occurs } from './local-time.js'

/** From which value of a column on, and up to which that is left: as `Range` takes them. */
export type Bounds = Pick<RowRange, 'from' | 'to'>

/** Which column places a row in the series, and in which time zone. */
export interface SeriesColumn {
  /** A column of the target. */
  readonly column: string
  readonly timeZone: string
}

/**
 * The values that the rows of `partition` have in the series' column of `target`.
 * Throws `ConfigError` if the column cannot distinguish them from others.
 */
export function boundsOf(
  partition: string,
  target: Target,
  { column: name, timeZone }: SeriesColumn,
): Bounds {
  const column = target.columns.find((each) => each.name === name)!
  const comparison = comparisonOf(column.type)
  if (!comparison || !TELLS_APART[comparison].includes(partitionKind(partition)))
    throw unfit(partition, column)
  if (comparison === 'number') return numberBounds(partition, column)
  const next = following(partition)
  if (comparison === 'date' || comparison === 'text') return { from: partition, to: next }
  if (!occurs(partition, timeZone)) throw neverWas(partition, timeZone)
  const at = (time: string) => beginningOf(time, timeZone) + (comparison === 'timestamptz' ? '+00' : '')
  return { from: at(partition), to: next && at(next) }
}

/** The values that the rows of `since`, and of all partitions after it, have in the series' column of `target`. */
export function boundsSince(since: string, target: Target, series: SeriesColumn): Bounds {
  return { from: boundsOf(since, target, series).from }
}

function numberBounds(partition: string, { name, type }: Column): Bounds {
  const number = BigInt(partition)
  const greatest = greatestOf(type)
  if (number > greatest) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `The partition "${number}" is beyond what the column "${name}", ${article(type)}, can hold.`,
    )
  }
  return { from: String(number), to: number === greatest ? undefined : String(number + 1n) }
}

function unfit(partition: string, { name, type }: Column): ConfigError {
  const kind = partitionKind(partition)
  return new ConfigError(
    'CONFIG_INVALID',
    `The partition "${showPartition(partition)}" is ${article(kind)}, which the column "${name}", ${article(type)}, cannot distinguish from others; use ${kind === 'number' ? 'a column of whole numbers' : 'a timestamp'}, or set outside: partition-column.`,
  )
}

function neverWas(partition: string, timeZone: string): ConfigError {
  return new ConfigError(
    'CONFIG_INVALID',
    `There never was a "${partition}" in ${timeZone}, because clocks skip it; correct timeZone, or the place of the object in the series.`,
  )
}

/** The word with `a` or `an` before it. */
export function article(word: string): string {
  return `${/^[aeiou]|^hour/.test(word) ? 'an' : 'a'} ${word}`
}
