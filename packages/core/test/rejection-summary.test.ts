import { expect, test } from 'vitest'
import type { Rejection } from '../src/index.js'
import { RejectionSummary } from '../src/host.js'

let line = 0
const rejection = (column: string | undefined, reason: string, value = 'x'): Rejection => ({
  object: 's3://acme/a.json',
  line: ++line,
  column,
  value,
  reason,
})

test('rows are grouped by column and reason, those of the most rows first, then by column', () => {
  const summary = RejectionSummary.of([
    rejection('b', 'Unknown boolean format'),
    rejection('c', 'Overflow'),
    rejection('a', 'Unknown boolean format'),
    rejection('c', 'Missing data for not-null field'),
    rejection('c', 'Overflow'),
    rejection(undefined, 'Invalid value.'),
  ])
  expect(summary.groups.map(({ column, reason, count }) => [column, reason, count])).toEqual([
    ['c', 'Overflow', 2],
    [undefined, 'Invalid value.', 1],
    ['a', 'Unknown boolean format', 1],
    ['b', 'Unknown boolean format', 1],
    ['c', 'Missing data for not-null field', 1],
  ])
  expect(summary.others).toBe(0)
})

test.each([
  [`Invalid digit, Value 'a', Pos 0, Type: Integer`, `Invalid digit, Value ''', Pos 12, Type: Integer`],
  [`Invalid digit, Value 'it's', Type: Float4`, `Invalid digit, Value 'x\n', Type: Float4`],
  [`the attribute "a" is duplicate`, `the attribute "b 'c'" is duplicate`],
  ['Invalid char: e0 a1 c7a4', 'Invalid char: c3 a9'],
  ['Bad UTF-8 hex sequence: ed a0 80 (error 5)', 'Bad UTF-8 hex sequence: ff (error 1)'],
])('reasons that differ in what is quoted, in numbers and in bytes are one: %s', (one, other) => {
  const { groups } = RejectionSummary.of([rejection('a', one, '1'), rejection('a', other, '2')])
  expect(groups).toMatchObject([
    { reason: one, count: 2, examples: [{ value: '1' }, { value: '2', reason: other }] },
  ])
})

test('other words are another reason', () => {
  const { groups } = RejectionSummary.of([
    rejection('a', `Invalid digit, Value 'a'`),
    rejection('a', `Invalid letter, Value 'a'`),
    rejection('a', `Invalid digit, Value 'a', again`),
  ])
  expect(groups).toHaveLength(3)
})

test('of each group three examples are kept, and of kinds a hundred, however many there are', () => {
  const summary = new RejectionSummary()
  for (let round = 0; round < 50; round++) {
    summary.add(
      Array.from({ length: 130 }, (_, column) => rejection(`c${column}`, 'Overflow', String(round))),
    )
  }
  expect(summary.groups).toHaveLength(100)
  expect(summary.groups.every(({ count }) => count === 50)).toBe(true)
  expect(summary.groups[0]!.examples.map(({ value }) => value)).toEqual(['0', '1', '2'])
  expect(summary.others).toBe(30 * 50)
})

test('rows that nobody reports are counted all the same', () => {
  const summary = new RejectionSummary()
  summary.add([rejection('a', 'Overflow')], 5)
  summary.add([], 2)
  // Two faults of one row.
  summary.add([rejection('a', 'Overflow'), rejection('b', 'Overflow')], 1)
  expect(summary.groups.map(({ count }) => count)).toEqual([2, 1])
  expect(summary.others).toBe(6)
})
