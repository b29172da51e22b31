import { compareKeys } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { originalKey, storedKey } from '../../src/marks/mark-key.js'
import { lockOfTarget, marksTable, scopedName } from '../../src/statements/scoped-name.js'

test('the table of marks can be read, and is short enough for PostgreSQL too', () => {
  expect(marksTable('earthquakes/quakes')).toBe('arbalest_marks_earthquakes_quakes_de34cb49')
  expect(Buffer.byteLength(marksTable('Ä'.repeat(100) + '/' + 'x'.repeat(100)))).toBeLessThanOrEqual(63)
})

test('the table of marks stands in the schema that is given', () => {
  expect(marksTable('a/b', 'ops')).toMatch(/^ops\.arbalest_marks_a_b_[0-9a-f]{8}$/)
})

test('a target has one lock, however its name is written', () => {
  expect(lockOfTarget('sales', 'Events')).toMatch(/^sales\.arbalest_lock_sales_events_[0-9a-f]{8}$/)
  expect(lockOfTarget('sales', 'Events')).toBe(lockOfTarget('sales', 'events'))
})

test('scopes that look alike have different names', () => {
  const scopes = ['p/step', 'p/step_', 'p.step', 'P/step', `${'p'.repeat(99)}/a`, `${'p'.repeat(99)}/b`]
  expect(new Set(scopes.map(scopedName)).size).toBe(scopes.length)
})

test('no key is stored with a blank at its end, and each comes back as it was', () => {
  const keys = ['a', 'a ', 'a  ', ' ', 'a \u0001', 'a \u0001\u0001', 'a\u0001', 'a b']
  for (const key of keys) {
    expect(storedKey(key)).not.toMatch(/ $/)
    expect(originalKey(storedKey(key))).toBe(key)
  }
  expect(new Set(keys.map(storedKey)).size).toBe(keys.length)
})

test('keys are stored in their own order', () => {
  const keys = ['a', 'a\u0001', 'a ', 'a \u0001', 'a  ', 'a !', 'a b', 'b'].toSorted(compareKeys)
  expect(keys.map(storedKey).toSorted(compareKeys)).toEqual(keys.map(storedKey))
})
