import { ConfigError, jsonObject, property, type Fault } from '@arbalest/core'
import { describe, expect, test } from 'vitest'
import type { TimeSeriesConfiguration } from '../src/index.js'
import { strategyOf } from './scenarios.js'

const EVERYTHING = jsonObject(
  'events',
  property('id', 'bigint'),
  property('day', 'date'),
  property('at', 'timestamp'),
  property('text', 'varchar(32)'),
  property('mag', 'real'),
  property('more', 'super'),
)

function faultsOf(configuration: TimeSeriesConfiguration): readonly Fault[] {
  try {
    strategyOf(configuration).check(EVERYTHING)
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).faults
  }
}

describe('what is checked of a target before anything is connected to', () => {
  test.each<TimeSeriesConfiguration>([
    { column: 'id', lookback: 2 },
    { column: 'ID', since: 2 },
    { column: 'day', lookback: '36 hours', timeZone: 'UTC' },
    { column: 'at', since: '2018-02-01T05', timeZone: 'Europe/Berlin' },
    { column: 'text', since: '2018-02-01T05' },
    { column: 'mag', outside: 'partition-column', since: 2 },
  ])('%j is right', (configuration) => {
    expect(faultsOf(configuration)).toEqual([])
  })

  test.each<[TimeSeriesConfiguration, place: string, message: string]>([
    [{ column: 'when' }, 'column', '"when" is no column of "events"; it has id, day, at, text, mag, more.'],
    [{ column: 'mag' }, 'column', '"mag" is a real, which no partition can be compared with; go by'],
    [{ column: 'more' }, 'column', '"more" is a super, which no partition'],
    [
      { column: 'more', outside: 'partition-column' },
      'column',
      '"more" is a super, which rows cannot be sorted by.',
    ],
    [
      { column: 'at', outside: 'partition-column', partitionColumn: 'day' },
      'partitionColumn',
      '"day" is a column that objects fill; name another',
    ],
    [
      { column: 'day', since: '2018-02-01T05' },
      'since',
      'is an hour, but "day" is a date, which tells days apart.',
    ],
    [
      { column: 'at', since: 7 },
      'since',
      'is a number, but "at" is a timestamp, which tells days and hours apart.',
    ],
    [
      { column: 'id', since: '2018-02-01' },
      'since',
      'is a day, but "id" is a bigint, which tells numbers apart.',
    ],
    [{ column: 'id', lookback: '2 days' }, 'lookback', 'is in days, but "id" is a bigint'],
    [{ column: 'text', lookback: 2 }, 'lookback', 'is in numbers, but "text" is a varchar(32)'],
    [
      { column: 'day', timeZone: 'Europe/Berlin' },
      'timeZone',
      'is of no use, as "day" is a date; leave it out, or go by a timestamp.',
    ],
  ])('%j: %s', (configuration, option, message) => {
    const faults = faultsOf(configuration)
    expect(faults.map(({ place }) => place)).toEqual([`strategy.with.${option}`])
    expect(faults[0]!.message).toContain(message)
  })

  test('all that is wrong is told at once', () => {
    const faults = faultsOf({ column: 'id', lookback: '2 days', timeZone: 'Europe/Berlin' })
    expect(faults.map(({ place }) => place)).toEqual(['strategy.with.lookback', 'strategy.with.timeZone'])
  })
})
