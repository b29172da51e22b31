import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsToMerge } from '../../src/ledger/runs-to-merge.js'

const FAN_IN = 8

/** What becomes of runs as batches of these sizes are recorded: what each has in it, and what was written. */
function recordAll(batches: readonly number[]): { runs: number[]; written: number; most: number } {
  const runs: number[] = []
  let written = 0
  let most = 0
  for (const batch of batches) {
    const count = runsToMerge(runs, batch, FAN_IN)
    const merged = runs.splice(runs.length - count).reduce((sum, run) => sum + run, batch)
    runs.push(merged)
    written += merged
    most = Math.max(most, runs.length)
  }
  return { runs, written, most }
}

const tierOf = (count: number) => BigInt(count).toString(FAN_IN).length - 1

test('leaves alone what is larger than all that came later', () => {
  expect(runsToMerge([], 1, FAN_IN)).toBe(0)
  expect(runsToMerge([1_000], 1, FAN_IN)).toBe(0)
  expect(runsToMerge([1_000, 1, 1], 1, FAN_IN)).toBe(0)
})

test('merges eight of one size', () => {
  expect(
    runsToMerge(
      Array.from({ length: 6 }, () => 1),
      1,
      FAN_IN,
    ),
  ).toBe(0)
  expect(
    runsToMerge(
      Array.from({ length: 7 }, () => 1),
      1,
      FAN_IN,
    ),
  ).toBe(7)
  expect(runsToMerge([8, 8, 8, 8, 8, 8, 8, 1, 1, 1, 1, 1, 1, 1], 1, FAN_IN)).toBe(14)
})

test('merges small runs into a larger batch, which must be written anyway', () => {
  expect(runsToMerge([100, 1, 5, 2], 20, FAN_IN)).toBe(3)
})

test('keeps runs few, and writes each entry but a few times, whatever sizes batches have', () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5_000 }))
  fc.assert(
    fc.property(fc.array(sizes, { minLength: 1, maxLength: 400 }), (batches) => {
      const total = batches.reduce((sum, batch) => sum + batch, 0)
      const { runs, written, most } = recordAll(batches)
      const tiers = tierOf(total) + 1
      expect(runs.reduce((sum, run) => sum + run, 0)).toBe(total)
      expect(written).toBeLessThanOrEqual(total * tiers)
      expect(most).toBeLessThanOrEqual((FAN_IN - 1) * tiers)
      const found = runs.map(tierOf)
      expect(found).toEqual(found.toSorted((a, b) => b - a))
    }),
  )
})

test('writes ten million entries, a thousand at a time, in thirty runs at most', () => {
  const { written, most } = recordAll(Array.from({ length: 10_000 }, () => 1_000))
  expect(written).toBeLessThanOrEqual(6 * 10_000_000)
  expect(most).toBeLessThanOrEqual(30)
})
