import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/index.js'
import { patternReader, readHivePath, type PathReader } from '../../src/tables/target/path-parts.js'

const valuesOf = (read: PathReader, key: string) => {
  const parts = read(key)
  return parts && Object.fromEntries([...parts].map(([name, { value }]) => [name, value]))
}

describe('folders called name=value', () => {
  test.each<[string, Record<string, string | null>]>([
    ['in/dt=2026-01-05/Region=eu/part-0.json', { dt: '2026-01-05', region: 'eu' }],
    ['at=2026-01-05%2014%3A00/a', { at: '2026-01-05 14:00' }],
    ['city=M%C3%BCnchen/a', { city: 'München' }],
    ['rate=100%/off=%zz/cut=%C3/a', { rate: '100%', off: '%zz', cut: '%C3' }],
    ['dt=__HIVE_DEFAULT_PARTITION__/a', { dt: null }],
    ['q=a=b/empty=/a', { q: 'a=b', empty: '' }],
    ['plain/=none/file=x', {}],
  ])('%s', (key, values) => expect(valuesOf(readHivePath, key)).toEqual(values))
})

describe('a pattern', () => {
  test.each<[string, string, Record<string, string> | undefined]>([
    ['events/{dt}/{hour}/', 'events/2026-01-05/14/a.json', { dt: '2026-01-05', hour: '14' }],
    ['events/{dt}/{hour}/', 'other/2026-01-05/14/a.json', undefined],
    ['events/{dt}/{hour}/', 'events/2026-01-05/a.json', undefined],
    ['*/{Year}/{month}/', 'v1.0/2026/01/05/a', { year: '2026', month: '01' }],
    ['in/{kind}-{day}.csv', 'in/big-orders-20260105.csv', { kind: 'big-orders', day: '20260105' }],
    ['in.{kind}/', 'inX7/a', undefined],
  ])('%s of %s', (pattern, key, values) => expect(valuesOf(patternReader(pattern), key)).toEqual(values))

  test.each([
    ['events/', 'names no part'],
    ['{dt}/{DT}/', 'twice'],
    ['{a}{b}/', 'nothing between'],
    ['{dt/', 'brace'],
    ['{}/', 'without a name'],
  ])('%s is refused: it %s', (pattern, words) => {
    expect(() => patternReader(pattern)).toThrow(ConfigError)
    expect(() => patternReader(pattern)).toThrow(words)
  })
})
