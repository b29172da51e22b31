import { parsePartition } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { lookBack, parseLookback } from '../src/time/lookback.js'

test.each([
  ['2018-03-02', '2 days', '2018-02-28'],
  ['2018-03-02', '1 day', '2018-03-01'],
  ['2018-03-02', '0 days', '2018-03-02'],
  ['2018-03-02', '36 hours', '2018-02-28'],
  ['2018-03-02T05', '36 hours', '2018-02-28T17'],
  ['2018-03-02T05', '1 hour', '2018-03-02T04'],
  // All of a day, so that a day without hours is not left out.
  ['2018-03-02T05', '2 days', '2018-02-28'],
  ['42', 2, '40'],
  ['42', '2', '40'],
  ['1', 2, '0'],
  ['0001-01-01', '99999 days', '0000-01-01'],
])('%s less %j is %s', (newest, lookback, from) => {
  expect(lookBack(parsePartition(newest), parseLookback(lookback)!)).toBe(parsePartition(from))
})

test.each(['', 'two days', '2days', '-1 days', '1.5 hours', '2 weeks', '100000 days', -1, 1.5, NaN])(
  '%j is no look-back',
  (value) => {
    expect(parseLookback(value)).toBeUndefined()
  },
)

test.each(['*', 'since', 'earthquakes/2018-02-01/05.json', '42'])(
  'the key %j, of what another strategy has loaded, limits nothing',
  (newest) => {
    expect(lookBack(newest, { amount: 1, unit: 'days' })).toBeUndefined()
  },
)

test('a look-back has to be of the kind of the series', () => {
  expect(() => lookBack('2018-03-02', { amount: 2, unit: 'numbers' })).toThrow(
    'The look-back 2 does not fit the partition "2018-03-02"; write days or hours, such as lookback: 2 days.',
  )
  expect(() => lookBack(parsePartition('42'), { amount: 2, unit: 'days' })).toThrow(
    'The look-back 2 days does not fit the partition "42"; write a number, such as lookback: 2.',
  )
})
