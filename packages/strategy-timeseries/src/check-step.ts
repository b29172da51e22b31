import {
  parseColumnType,
  partitionKind,
  showPartition,
  type Fault,
  type PartitionBounds,
  type Source,
  type Target,
} from '@arbalest/core/plugin'
import { comparisonOf, TELLS_APART } from './time/comparison.js'
import type { TimeSeriesOptions } from './options/options.js'
import { takesPartition } from './replacement/partition-column-replacement.js'
import { article } from './time/partition-bounds.js'

/** An option, and what is wrong with it. */
type OptionFault = [option: keyof TimeSeriesOptions, message: string]

/** Returns all that keeps what `source` lists from being loaded into `target` with these options. */
export function checkStep(
  options: TimeSeriesOptions,
  target: Target,
  { series, url }: Pick<Source, 'series' | 'url'>,
): readonly Fault[] {
  const notSeries: readonly Fault[] = series
    ? []
    : [
        {
          path: ['source'],
          message: `${url} is not a series, and the strategy timeseries replaces the partitions of a series; set the option series of the source.`,
        },
      ]
  const faults = [...sinceFaults(options, series ?? {}), ...columnFaults(options, target)]
  return [
    ...notSeries,
    ...faults.map(([option, message]): Fault => ({ path: ['strategy', 'with', option], message })),
  ]
}

function* columnFaults(options: TimeSeriesOptions, target: Target): Generator<OptionFault> {
  const { outside, partitionColumn } = options
  const column = target.columns.find(({ name }) => name === options.column)
  if (!column) {
    const names = target.columns.map(({ name }) => name).join(', ')
    yield ['column', `"${options.column}" is not a column of "${target.table}"; it has ${names}.`]
  } else if (outside !== 'partition-column') {
    yield* rangeFaults(options, column.type)
  } else if (/^(?:super|geometry|geography|hllsketch)$/.test(parseColumnType(column.type))) {
    yield ['column', `"${column.name}" is ${article(column.type)}, which cannot be sorted.`]
  }
  if (outside !== 'partition-column') return
  const kept = target.columns.find(({ name }) => name === partitionColumn)
  if (kept && takesPartition(target, partitionColumn)) {
    for (const [, message] of rangeFaults({ ...options, column: kept.name }, kept.type))
      yield ['partitionColumn', message]
  } else if (kept) {
    yield [
      'partitionColumn',
      `"${partitionColumn}" is a column that objects fill; name another, which this strategy fills, or one of pathColumns.`,
    ]
  }
}

/** What is not listed would be deleted with all the rest since then. */
function* sinceFaults({ since }: TimeSeriesOptions, { start, end }: PartitionBounds): Generator<OptionFault> {
  if (since === undefined) return
  if (start !== undefined && start > since)
    yield [
      'since',
      `is "${showPartition(since)}", but the source lists nothing before its start, "${showPartition(start)}": rows in between would be deleted. Leave out the start, or write it as since.`,
    ]
  if (end !== undefined)
    yield [
      'since',
      `replaces all rows from "${showPartition(since)}" on, but the source lists nothing after its end, "${showPartition(end)}": rows after it would be deleted. Leave out the end.`,
    ]
}

function* rangeFaults(
  { column, since, lookback, timeZone }: TimeSeriesOptions,
  type: string,
): Generator<OptionFault> {
  const is = `"${column}" is ${article(type)}`
  const comparison = comparisonOf(type)
  if (!comparison) {
    return yield [
      'column',
      `${is}, which cannot be compared with a partition; use a date, a timestamp, text or a whole number.`,
    ]
  }
  const kinds = TELLS_APART[comparison]
  if (since !== undefined && !kinds.includes(partitionKind(since)))
    yield [
      'since',
      `is ${article(partitionKind(since))}, but ${is}, which distinguishes ${kinds.join('s and ')}s.`,
    ]
  if (lookback && (lookback.unit === 'numbers') !== kinds.includes('number'))
    yield ['lookback', `is in ${lookback.unit}, but ${is}, which distinguishes ${kinds.join('s and ')}s.`]
  if (timeZone !== 'UTC' && !comparison.startsWith('timestamp'))
    yield ['timeZone', `has no effect, because ${is}; leave it out, or use a timestamp.`]
}
