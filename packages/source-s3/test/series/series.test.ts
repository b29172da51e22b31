import type { PartitionBounds } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import plugin, { S3Source, type SeriesOptions } from '../../src/index.js'

function boundsOf(series: SeriesOptions): PartitionBounds | undefined {
  return new S3Source({ url: 's3://acme-events/', series }).series
}

function faultsOf(options: unknown): readonly { place: string; message: string }[] {
  const configuration = { url: 's3://acme-events/events/', series: options }
  const result = plugin.options['~standard'].validate(configuration)
  if (result instanceof Promise) throw new TypeError('The schema is asynchronous.')
  return (result.issues ?? []).map(({ path = [], message }) => ({
    place: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }))
}

test.each<[SeriesOptions['start'], string]>([
  ['2018-02-01', '2018-02-01'],
  ['2018-02-01T05', '2018-02-01T05'],
  ['2018-02-01/05', '2018-02-01T05'],
  [new Date('2018-02-01'), '2018-02-01'],
])('takes the bound %j as %s', (start, partition) => {
  expect(boundsOf({ pattern: '{day}/{hour}/', start, end: start })).toMatchObject({
    start: partition,
    end: partition,
  })
})

test.each([[42], ['42'], ['0042']])('takes the bound %j of numbers', (start) => {
  expect(boundsOf({ pattern: '{number}/', start })?.start).toBe('00000000000000000042')
})

test('takes an end that is the day of the start', () => {
  expect(faultsOf({ pattern: '{day}/{hour}/', start: '2018-02-01T05', end: '2018-02-01' })).toEqual([])
})

test.each<[string, unknown, readonly { place: string; message: string }[]]>([
  [
    'a start after the end',
    { pattern: '{day}/', start: '2018-02-02', end: '2018-02-01' },
    [{ place: 'series.start', message: '"2018-02-02" comes after the end, "2018-02-01".' }],
  ],
  [
    'a number after the end, though its text is not',
    { pattern: '{number}/', start: 10, end: 9 },
    [{ place: 'series.start', message: '"10" comes after the end, "9".' }],
  ],
  [
    'impossible dates, and all of them',
    { pattern: '{day}/', start: '2018-02-31', end: '2018-02-01T24' },
    [
      { place: 'series.start', message: '"2018-02-31" names a day that does not exist.' },
      {
        place: 'series.end',
        message: '"2018-02-01T24" names an hour that does not exist; hours go from 00 to 23.',
      },
    ],
  ],
  [
    'bounds of another kind than the pattern',
    { pattern: '{number}/', start: '2018-02-01' },
    [
      {
        place: 'series.start',
        message: '"2018-02-01" is not a number, as the pattern "{number}/" requires.',
      },
    ],
  ],
  [
    'a year as a bound of days',
    { pattern: '{day}/', end: 2018 },
    [
      {
        place: 'series.end',
        message: '"2018" is not a day or hour, as the pattern "{day}/" requires.',
      },
    ],
  ],
  [
    'numbers and times that are no partitions',
    { pattern: '{number}/', start: -1, end: new Date('2018-02-01T05:30:00Z') },
    [
      {
        place: 'series.start',
        message:
          '-1 is not a partition: numbers are whole, and from 0; put quotes around one above 9007199254740991.',
      },
      {
        place: 'series.end',
        message: `"2018-02-01T05:30:00.000Z" is not a partition: write a day as "2018-02-01", an hour as "2018-02-01T05".`,
      },
    ],
  ],
])('refuses %s', (_, options, faults) => {
  expect(faultsOf(options)).toEqual(faults)
})
