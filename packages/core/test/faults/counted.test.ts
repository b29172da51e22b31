import { expect, test } from 'vitest'
import { counted } from '../../src/plugin.js'

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
