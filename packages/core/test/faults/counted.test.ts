import { expect, test } from 'vitest'
import { amount, counted } from '../../src/host.js'

test.each([
  [0, '0 rows'],
  [1, '1 row'],
  [2, '2 rows'],
  [1_234_567, '1,234,567 rows'],
])('%d of a noun', (number, text) => {
  expect(counted(number, 'row')).toBe(text)
})

test('a plural of its own may have a verb', () => {
  expect(counted(1, 'key has', 'keys have')).toBe('1 key has')
  expect(counted(3, 'key has', 'keys have')).toBe('3 keys have')
})

test('an amount has commas where those of the United States have', () => {
  const numbers = [0, 9, 10, 999, 1_000, 99_999, 100_000, 1_234_567, -1_234, Number.MAX_SAFE_INTEGER]
  const format = new Intl.NumberFormat('en-US')
  expect(numbers.map(amount)).toEqual(numbers.map((number) => format.format(number)))
})
