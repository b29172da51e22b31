import { assemble, jsonObject, property } from '@arbalest/core'
import {
  closedObject,
  definePlugin,
  formatPath,
  optionsSchema,
  type Fault,
  type Series,
} from '@arbalest/core/plugin'
import s3 from '@arbalest/source-s3'
import { MemorySink } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import timeseries, { type TimeSeriesConfiguration } from '../src/index.js'
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

function faultsOf(configuration: TimeSeriesConfiguration, series: Series | undefined = {}): readonly Fault[] {
  return strategyOf(configuration).check(EVERYTHING, { url: 's3://acme/data/', series })
}

const placesOf = (faults: readonly Fault[]) => faults.map(({ path }) => formatPath(path))

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
    [
      { column: 'when' },
      'column',
      '"when" is not a column of "events"; it has id, day, at, text, mag, more.',
    ],
    [{ column: 'mag' }, 'column', '"mag" is a real, which cannot be compared with a partition; use'],
    [{ column: 'more' }, 'column', '"more" is a super, which cannot be compared'],
    [{ column: 'more', outside: 'partition-column' }, 'column', '"more" is a super, which cannot be sorted.'],
    [
      { column: 'at', outside: 'partition-column', partitionColumn: 'day' },
      'partitionColumn',
      '"day" is a column that objects fill; name another',
    ],
    [
      { column: 'day', since: '2018-02-01T05' },
      'since',
      'is an hour, but "day" is a date, which distinguishes days.',
    ],
    [
      { column: 'at', since: 7 },
      'since',
      'is a number, but "at" is a timestamp, which distinguishes days and hours.',
    ],
    [
      { column: 'id', since: '2018-02-01' },
      'since',
      'is a day, but "id" is a bigint, which distinguishes numbers.',
    ],
    [{ column: 'id', lookback: '2 days' }, 'lookback', 'is in days, but "id" is a bigint'],
    [{ column: 'text', lookback: 2 }, 'lookback', 'is in numbers, but "text" is a varchar(32)'],
    [
      { column: 'day', timeZone: 'Europe/Berlin' },
      'timeZone',
      'has no effect, because "day" is a date; leave it out, or use a timestamp.',
    ],
  ])('%j: %s', (configuration, option, message) => {
    const faults = faultsOf(configuration)
    expect(placesOf(faults)).toEqual([`strategy.with.${option}`])
    expect(faults[0]!.message).toContain(message)
  })

  test('all that is wrong is reported at once', () => {
    const faults = faultsOf({ column: 'id', lookback: '2 days', timeZone: 'Europe/Berlin' })
    expect(placesOf(faults)).toEqual(['strategy.with.lookback', 'strategy.with.timeZone'])
  })

  test.each<[bounds: Series]>([
    [{}],
    [{ start: '2018-01-31' }],
    [{ start: '2018-02-01' }],
    [{ start: undefined, end: undefined }],
  ])('since goes with a source that lists all since then: %j', (bounds) => {
    expect(faultsOf({ column: 'at', since: '2018-02-01' }, bounds)).toEqual([])
  })

  test.each<[bounds: Series, message: string]>([
    [{ end: '2018-02-03' }, 'lists nothing after its end, "2018-02-03": rows after it would be deleted.'],
    [
      { start: '2018-02-02' },
      'lists nothing before its start, "2018-02-02": rows in between would be deleted.',
    ],
    [{ start: '2018-02-01T05' }, 'lists nothing before its start, "2018-02-01T05"'],
  ])('since goes with no source that leaves some out: %j', (bounds, message) => {
    const [fault, ...more] = faultsOf({ column: 'at', since: '2018-02-01' }, bounds)
    expect(more).toEqual([])
    expect(placesOf([fault!])).toEqual(['strategy.with.since'])
    expect(fault!.message).toContain(message)
  })

  test('partitions by themselves may be bounded, as none is replaced that is not listed', () => {
    expect(faultsOf({ column: 'at' }, { start: '2018-02-02', end: '2018-02-03' })).toEqual([])
  })
})

test('a source that is no series is refused before anything is connected to', () => {
  const faults = strategyOf({ column: 'at' }).check(EVERYTHING, { url: 's3://acme/data/' })
  expect(placesOf(faults)).toEqual(['source'])
  expect(faults[0]!.message).toContain('s3://acme/data/ is not a series')
})

test('a configuration with since, and a source that has an end, is refused before anything is connected to', async () => {
  const sink = definePlugin({
    kind: 'sink',
    name: 'sink',
    options: optionsSchema(closedObject({})),
    create: () => new MemorySink(),
  })
  const step = {
    load: 'events',
    source: {
      use: s3,
      with: { url: 's3://acme/data/', series: { pattern: '{day}/', end: '2018-02-03' } },
    },
    strategy: { use: timeseries, with: { column: 'at', since: '2018-02-01' } },
    sink: { use: sink },
    target: EVERYTHING,
  }

  const assembling = assemble({ pipelines: { p: [step] } })

  await expect(assembling).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    faults: [
      {
        path: ['pipelines', 'p', 0, 'strategy', 'with', 'since'],
        message: expect.stringContaining('its end'),
      },
    ],
  })
})
