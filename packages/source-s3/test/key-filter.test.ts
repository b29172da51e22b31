import { expect, test } from 'vitest'
import { keyFilter } from '../src/key-filter.js'

test('every key is wanted where there are no patterns', () => {
  const wanted = keyFilter(undefined, undefined)
  for (const key of ['', 'a', 'a/b', '.a', 'a\nb']) expect(wanted(key)).toBe(true)
})

test('no key is wanted where no pattern includes it', () => {
  expect(keyFilter([])('a')).toBe(false)
})

test.each([
  ['*', 'a.json', true],
  ['*', 'a/b.json', false],
  ['**', 'a/b.json', true],
  ['**/*.json', 'b.json', true],
  ['**/*.json', 'a/b.json', true],
  ['**/*.json', 'a/b.csv', false],
  ['**/*.{json,ndjson}', 'a/b.ndjson', true],
  ['2015-0[1-3]-*/**', '2015-02-01/a/b', true],
  ['2015-0[1-3]-*/**', '2015-04-01/a/b', false],
  ['**/*.json', '.hidden/.a.json', true],
  ['a', 'A', false],
  ['!a', 'b', false],
  ['!a', '!a', true],
  ['*', 'a\\b', true],
  ['*.json', 'two\nlines.json', true],
  ['**', 'two\nlines/a', true],
])('whether %j matches %j is %j', (pattern, key, matches) => {
  expect(keyFilter([pattern])(key)).toBe(matches)
  expect(keyFilter(undefined, [pattern])(key)).toBe(!matches)
})

test('a key that is both included and excluded is not wanted', () => {
  const wanted = keyFilter(['*.json', '*.csv'], ['b.*', 'c.*'])
  expect(['a.json', 'a.csv', 'b.json', 'c.csv', 'd.txt'].filter(wanted)).toEqual(['a.json', 'a.csv'])
})
