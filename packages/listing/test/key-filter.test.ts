import { expect, test } from 'vitest'
import { keyFilter } from '../src/key-filter.js'

test('every key is wanted where there are no patterns', () => {
  const { wants } = keyFilter(undefined, undefined)
  for (const key of ['', 'a', 'a/b', '.a', 'a\nb']) expect(wants(key)).toBe(true)
})

test('no key is wanted where no pattern includes it', () => {
  expect(keyFilter([]).wants('a')).toBe(false)
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
  expect(keyFilter([pattern]).wants(key)).toBe(matches)
  expect(keyFilter(undefined, [pattern]).wants(key)).toBe(!matches)
})

test('a key that is both included and excluded is not wanted', () => {
  const { wants } = keyFilter(['*.json', '*.csv'], ['b.*', 'c.*'])
  expect(['a.json', 'a.csv', 'b.json', 'c.csv', 'd.txt'].filter(wants)).toEqual(['a.json', 'a.csv'])
})

test.each([
  [['_temporary/**'], '_temporary/', false],
  [['**/_*/**'], '_temporary/', false],
  [['*/??/**'], '2018-02-01/05/', false],
  [['**'], 'a/', false],
  [['*'], 'a/', true],
  [['*/*'], 'a/', true],
  [['**/*.csv'], 'a/', true],
  [['_*'], '_temporary/', true],
  [[], 'a/', true],
])('with %j left out, whether anything of %j may be wanted is %j', (exclude, folder, wanted) => {
  expect(keyFilter(undefined, exclude).wantsFolder(folder)).toBe(wanted)
})
