import { expect, test } from 'vitest'
import type { LoadReceipt } from '@arbalest/core'
import { add, describeTally, NOTHING, tallyOf } from '../../src/reporters/tally.js'

const RECEIPT: LoadReceipt = { kind: 'load', scope: 'p/s', units: [], rows: 3, rejected: 0 }

test('what became of merged rows is summed up, and said', () => {
  const one = tallyOf({ ...RECEIPT, merged: { inserted: 1_000, updated: 2, deleted: 0 } })
  const other = tallyOf({ ...RECEIPT, merged: { inserted: 1, updated: 0, deleted: 1 } })
  const both = [one, other].reduce(add, NOTHING)
  expect(both.merged).toEqual({ inserted: 1_001, updated: 2, deleted: 1 })
  expect(describeTally(both)).toBe('0 objects (0 bytes), 6 rows (1,001 inserted, 2 updated, 1 deleted)')
})

test('nothing is said of merges if nothing was merged', () => {
  const tally = [tallyOf(RECEIPT), tallyOf(RECEIPT)].reduce(add, NOTHING)
  expect(tally.merged).toBeUndefined()
  expect(describeTally(tally)).toBe('0 objects (0 bytes), 6 rows')
})

test('units that were quarantined are counted', () => {
  const unit = { key: 'a', version: '1', objects: [], reason: 'no' }
  const tally = add(tallyOf({ ...RECEIPT, quarantined: [unit, unit] }), tallyOf(RECEIPT))
  expect(describeTally(tally)).toBe('0 objects (0 bytes), 6 rows, 2 units quarantined')
})

test('rejected rows that were kept are counted', () => {
  const [kept, skipped] = [
    tallyOf({ ...RECEIPT, rejected: 2, kept: 2 }),
    tallyOf({ ...RECEIPT, rejected: 1 }),
  ]
  expect(describeTally(kept)).toBe('0 objects (0 bytes), 3 rows, 2 rows rejected and kept')
  expect(describeTally(add(kept, skipped))).toBe(
    '0 objects (0 bytes), 6 rows, 3 rows rejected, 2 of them kept',
  )
})
