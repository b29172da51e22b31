import { expect, test } from 'vitest'
import { bytes, count, seconds } from '../../src/words/amount.js'

test('amounts are written with their units', () => {
  expect([count(0, 'row'), count(1, 'row'), count(1707, 'row')]).toEqual(['0 rows', '1 row', '1,707 rows'])
  expect([bytes(1), bytes(999), bytes(1000), bytes(1_249_999)]).toEqual([
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '1.2 MB',
  ])
  expect([bytes(999_949), bytes(999_950), bytes(5e18)]).toEqual(['999.9 kB', '1.0 MB', '5000.0 PB'])
  expect(seconds(1234)).toBe('1.2 s')
})
