import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingAmong } from '../../src/operations/report/missing.js'

const hour = (index: number) => new Date(Date.UTC(2019, 11, 30, index)).toISOString().slice(0, 13)
const number = (index: number) => String(index).padStart(20, '0')

test('what is there and what is missing are all hours between the first and the last, once each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(2_000), { minLength: 1 }), (indexes) => {
      const sorted = indexes.toSorted((a, b) => a - b)
      const all = Array.from({ length: sorted.at(-1)! - sorted[0]! + 1 }, (_, index) =>
        hour(sorted[0]! + index),
      )
      const there = new Set(sorted.map(hour))
      expect(missingAmong([...there]).flat()).toEqual(all.filter((name) => !there.has(name)))
    }),
  )
})

test('days go on over the end of a month and a leap year', () => {
  expect(missingAmong(['2020-02-27', '2020-03-02'])).toEqual([['2020-02-28', '2020-02-29', '2020-03-01']])
})

test('numbers lack others only if most of them are there', () => {
  expect(missingAmong([1, 2, 4].map(number))).toEqual([[number(3)]])
  expect(missingAmong([20180131, 20180201].map(number))).toEqual([])
})

test('nothing is missing among days and hours together', () => {
  expect(missingAmong(['2020-01-01', '2020-01-05T05'])).toEqual([])
  expect(missingAmong([])).toEqual([])
})
