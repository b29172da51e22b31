import { expect, test } from 'vitest'
import { loadYaml } from '../../src/configuration/load-yaml.js'

test('days are text, whether they are on the calendar or not', () => {
  expect(loadYaml('start: 2018-02-01\nend: 2018-02-31\nat: 2018-02-01T05:00:00Z')).toEqual({
    start: '2018-02-01',
    end: '2018-02-31',
    at: '2018-02-01T05:00:00Z',
  })
})

test('numbers, flags, nothing, anchors and merges are what they are in YAML', () => {
  expect(loadYaml('a: &a { n: 42, yes: true }\nb: { <<: *a, n: 1.5 }\nc:\nd: *a')).toEqual({
    a: { n: 42, yes: true },
    b: { n: 1.5, yes: true },
    c: null,
    d: { n: 42, yes: true },
  })
})

test('a fault is reported with its line', () => {
  expect(() => loadYaml('a: 1\nb: [')).toThrow(
    expect.objectContaining({ mark: expect.objectContaining({ line: 2 }) }),
  )
})

test('a few lines of aliases that stand for billions of values are refused at once', () => {
  const list = (name: string, of: string) =>
    `${name}: &${name} [${Array.from({ length: 10 }, () => of).join(', ')}]`
  const names = 'abcdefghij'.split('')
  const bomb = names.map((name, index) => list(name, index === 0 ? 'x' : `*${names[index - 1]}`)).join('\n')
  expect(() => loadYaml(bomb)).toThrow('more than 100000 values')
})
