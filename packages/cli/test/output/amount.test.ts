import { counted } from '@arbalest/core/host'
import { expect, test } from 'vitest'
import { bytes, duration, seconds } from '../../src/words/amount.js'

test('amounts are written with their units', () => {
  expect([counted(0, 'row'), counted(1, 'row'), counted(1707, 'row')]).toEqual([
    '0 rows',
    '1 row',
    '1,707 rows',
  ])
  expect([bytes(1), bytes(999), bytes(1000), bytes(1_249_999)]).toEqual([
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '1.2 MB',
  ])
  expect([bytes(999_949), bytes(999_950), bytes(5e18)]).toEqual(['999.9 kB', '1.0 MB', '5000.0 PB'])
  expect(seconds(1234)).toBe('1.2 s')
})

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [90_000_000_000, '1,041 d 16 h'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})
