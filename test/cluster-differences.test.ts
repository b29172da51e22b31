import { expect, test } from 'vitest'
import { tableOfDifferences } from './cluster/differences.js'

const passed = { name: 'signs in', state: 'passed', errors: [] }

test('a run in which all passed has no difference', () => {
  expect(tableOfDifferences([passed])).toBe('No difference from the sandbox was seen.')
})

test('what failed is a row of a table: what was expected, and what was seen', () => {
  const values = { message: 'expected 1 to be 2', expected: '2', actual: '1' }
  const thrown = { message: '\u001B[31mno such\n  column: "a|b"\u001B[39m' }
  expect(
    tableOfDifferences([
      passed,
      { name: 'counts', state: 'failed', errors: [values] },
      { name: 'reads', state: 'failed', errors: [thrown] },
      { name: 'ends', state: 'failed', errors: [] },
    ]),
  ).toBe(
    [
      '| what | expected, as in the sandbox | seen |',
      '|---|---|---|',
      '| counts | 2 | 1 |',
      String.raw`| reads | no failure | no such column: "a\|b" |`,
      '| ends | no failure | no reason |',
    ].join('\n'),
  )
})

test('a long value is cut', () => {
  const error = { message: 'x'.repeat(1_000) }
  expect(tableOfDifferences([{ name: 'n', state: 'failed', errors: [error] }])).toContain(
    `${'x'.repeat(300)}… |`,
  )
})
