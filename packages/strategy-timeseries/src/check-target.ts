import {
  ConfigError,
  parseColumnType,
  partitionKind,
  showPartition,
  type Fault,
  type PartitionBounds,
  type Target,
} from '@arbalest/core'
import { comparisonOf, TELLS_APART } from './comparison.js'
import type { TimeSeriesOptions } from './options.js'
import { article } from './partition-bounds.js'

/** Throws one `ConfigError` with all that keeps a series within `bounds` from being loaded into `target` with these options. */
export function checkTarget(options: TimeSeriesOptions, target: Target, bounds: PartitionBounds = {}): void {
  const messages: [option: keyof TimeSeriesOptions, message: string][] = [...sinceMessages(options, bounds)]
  const column = target.columns.find(({ name }) => name === options.column)
  if (!column) {
    const names = target.columns.map(({ name }) => name).join(', ')
    messages.push(['column', `"${options.column}" is no column of "${target.table}"; it has ${names}.`])
  } else if (options.outside === 'partition-column') {
    if (/^(?:super|geometry|geography|hllsketch)$/.test(parseColumnType(column.type)))
      messages.push([
        'column',
        `"${column.name}" is ${article(column.type)}, which rows cannot be sorted by.`,
      ])
  } else {
    messages.push(...rangeMessages(options, column.type))
  }
  const { outside, partitionColumn } = options
  if (outside === 'partition-column' && target.columns.some(({ name }) => name === partitionColumn)) {
    messages.push([
      'partitionColumn',
      `"${partitionColumn}" is a column that objects fill; name another, which this strategy fills.`,
    ])
  }
  if (messages.length === 0) return
  const faults = messages.map(([option, message]): Fault => ({ place: `strategy.with.${option}`, message }))
  throw new ConfigError('CONFIG_INVALID', faults)
}

/** What is not listed would be deleted with all the rest since then. */
function* sinceMessages(
  { since }: TimeSeriesOptions,
  { start, end }: PartitionBounds,
): Generator<['since', string]> {
  if (since === undefined) return
  if (start !== undefined && start > since)
    yield [
      'since',
      `is "${showPartition(since)}", but the source lists nothing before its start, "${showPartition(start)}": rows in between would be deleted. Leave out the start, or write it as since.`,
    ]
  if (end !== undefined)
    yield [
      'since',
      `replaces all rows from "${showPartition(since)}" on, but the source lists nothing behind its end, "${showPartition(end)}": rows behind it would be deleted. Leave out the end.`,
    ]
}

function* rangeMessages(
  { column, since, lookback, timeZone }: TimeSeriesOptions,
  type: string,
): Generator<[keyof TimeSeriesOptions, string]> {
  const is = `"${column}" is ${article(type)}`
  const comparison = comparisonOf(type)
  if (!comparison) {
    return yield [
      'column',
      `${is}, which no partition can be compared with; go by a date, a timestamp, text or a whole number.`,
    ]
  }
  const kinds = TELLS_APART[comparison]
  if (since !== undefined && !kinds.includes(partitionKind(since)))
    yield [
      'since',
      `is ${article(partitionKind(since))}, but ${is}, which tells ${kinds.join('s and ')}s apart.`,
    ]
  if (lookback && (lookback.unit === 'numbers') !== kinds.includes('number'))
    yield ['lookback', `is in ${lookback.unit}, but ${is}, which tells ${kinds.join('s and ')}s apart.`]
  if (timeZone !== 'UTC' && !comparison.startsWith('timestamp'))
    yield ['timeZone', `is of no use, as ${is}; leave it out, or go by a timestamp.`]
}
