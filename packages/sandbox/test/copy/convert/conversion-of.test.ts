import { describe, expect, test } from 'vitest'
import { converted } from './converted.js'

describe('booleans', () => {
  test.each<[string, string | null]>([
    ...['t', 'true', 'y', 'yes', '1', 'TRUE', 'Yes'].map((text): [string, string] => [text, 't']),
    ...['f', 'false', 'n', 'no', '0', 'F'].map((text): [string, string] => [text, 'f']),
    ['2', '1210 Unknown boolean format'],
    ['constructor', '1210 Unknown boolean format'],
    ['', null],
  ])('%s', (text, value) => {
    expect(converted('bool', text)).toBe(value)
  })
})

test('a type that COPY does not take is a fault', () => {
  expect(converted('oid', '1')).toBe('1223 COPY into a column of type oid is not supported')
})

test.each([
  [
    '{"logm": 15, "sparse": {"indices": [1, 2], "values": [3, 4]}}',
    '{"logm":15,"sparse":{"indices":[1,2],"values":[3,4]}}',
  ],
  [
    '{"logm":15,"sparse":{"indices":[1,2],"values":[3]}}',
    '1223 Invalid sparse HLLSKETCH: other forms are not supported',
  ],
  ['{}', '1223 Invalid sparse HLLSKETCH: other forms are not supported'],
])('the sketch %s', (text, value) => {
  expect(converted('hllsketch', text)).toBe(value)
})
