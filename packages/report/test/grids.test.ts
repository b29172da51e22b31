import { describe, expect, test } from 'vitest'
import { gridsOf } from '../src/data/grids.js'
import type { Grid } from '../src/data/page.js'
import { slotOf } from './reports.js'

const HOUR = 3_600_000
const hoursFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${first}:00:00Z`) + index * HOUR).toISOString().slice(0, 13),
  )
const cellsOf = (grids: readonly Grid[]) =>
  grids.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null)))

describe('a calendar', () => {
  test('folds ten years of hours into days, each once, a year a grid, the newest first', () => {
    const slots = hoursFrom('2016-01-01T00', 87_672).map((name) => slotOf(name))
    const grids = gridsOf({ by: 'partition', slots, missing: [] })
    expect(grids.map(({ title }) => title)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(2025 - index)),
    )
    expect(cellsOf(grids)).toHaveLength(3_653)
    expect(grids.every(({ isOpen, rows }) => !isOpen && rows.length === 12)).toBe(true)
    expect(cellsOf(grids)[0]).toEqual({
      state: 'loaded',
      words: '2025-01-01: loaded. 24 hours loaded. 24 objects, 240B',
    })
  })

  test('shows a day as the worst of its hours, and says which these are', () => {
    const [a, b, c] = hoursFrom('2018-02-01T05', 3)
    const slots = [slotOf(a!), slotOf(b!, 'pending')]
    const [grid] = gridsOf({ by: 'partition', slots, missing: [[c!]] })
    expect(grid!.isOpen).toBe(true)
    expect(cellsOf([grid!])).toEqual([
      {
        state: 'pending',
        words: '2018-02-01: pending. 1 hour pending: 06. 1 hour missing: 07. 1 hour loaded. 2 objects, 20B',
      },
    ])
  })

  test('says how many units of a day stand otherwise than it is shown', () => {
    const slots = [{ name: '2018-02-01', units: { loaded: 3, failed: 1 }, objects: 4, bytes: 2_000 }]
    expect(cellsOf(gridsOf({ by: 'written', slots, missing: [] }))).toEqual([
      {
        state: 'failed',
        words: '2018-02-01: failed. 1 unit failed. 3 units loaded. 4 objects, 2KB',
      },
    ])
  })

  test('has a table for a thousand numbers, and no row without any', () => {
    const names = [7, 8, 21, 5_000].map((number) => String(number).padStart(20, '0'))
    const grids = gridsOf({ by: 'partition', slots: names.map((name) => slotOf(name)), missing: [] })
    expect(grids.map(({ title, rows }) => [title, rows.map(({ head }) => head)])).toEqual([
      ['5000 to 5999', ['5000']],
      ['0 to 999', ['0', '20']],
    ])
    expect(grids[1]!.rows[0]!.cells.findIndex((cell) => cell !== null)).toBe(7)
  })
})
