import type { Calendar, Slot } from '@arbalest/core'
import { partitionKind, showPartition } from '@arbalest/core/plugin'
import { foldSlots } from './fold-slots.js'
import type { Cell, Grid } from './page.js'

const DAYS = Array.from({ length: 31 }, (_, index) => String(index + 1))

/** How many numbers are in a row, and in a part of a calendar. */
const IN_ROW = 20
const IN_GRID = 1_000n

/** Returns a calendar in parts, the newest first: years of days, into which hours are folded, or a thousand numbers each. */
export function gridsOf({ slots, missing }: Calendar): readonly Grid[] {
  const first = slots[0]?.name
  if (first === undefined) return []
  return partitionKind(first) === 'number'
    ? numberGrids(slots, missing.flat())
    : yearGrids(slots, missing.flat())
}

function yearGrids(slots: readonly Slot[], missing: readonly string[]): readonly Grid[] {
  const days = new Map<string, { readonly slots: Slot[]; readonly missing: string[] }>()
  const dayOf = (name: string) => {
    const day = name.slice(0, 'yyyy-mm-dd'.length)
    const known = days.get(day)
    if (known) return known
    const made = { slots: [], missing: [] }
    days.set(day, made)
    return made
  }
  for (const slot of slots) dayOf(slot.name).slots.push(slot)
  for (const name of missing) dayOf(name).missing.push(name)
  const years = new Map<string, Map<string, Cell>>()
  for (const [day, found] of days) {
    const year = day.slice(0, 4)
    const cells = years.get(year) ?? new Map<string, Cell>()
    cells.set(day, foldSlots(day, found.slots, found.missing))
    years.set(year, cells)
  }
  return [...years].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([year, cells]) => yearGrid(year, cells))
}

function yearGrid(year: string, cells: ReadonlyMap<string, Cell>): Grid {
  const months = [...new Set(Array.from(cells.keys(), (day) => day.slice(0, 7)))].toSorted()
  const rows = months.map((head) => ({
    head,
    cells: DAYS.map((day) => cells.get(`${head}-${day.padStart(2, '0')}`) ?? null),
  }))
  return { title: year, columns: DAYS, rows, isOpen: hasHole(cells.values()) }
}

function numberGrids(slots: readonly Slot[], missing: readonly string[]): readonly Grid[] {
  const cells = new Map<bigint, Cell>()
  for (const slot of slots) cells.set(BigInt(slot.name), foldSlots(showPartition(slot.name), [slot], []))
  for (const name of missing) cells.set(BigInt(name), foldSlots(showPartition(name), [], [name]))
  const grids = new Map<bigint, Set<bigint>>()
  for (const number of [...cells.keys()].toSorted((a, b) => (a < b ? -1 : 1))) {
    const rows = grids.get(number / IN_GRID) ?? new Set()
    grids.set(number / IN_GRID, rows.add(number / BigInt(IN_ROW)))
  }
  return [...grids].toReversed().map(([grid, rows]) => {
    const numbers = [...rows].map((row) => ({
      head: String(row * BigInt(IN_ROW)),
      cells: Array.from(
        { length: IN_ROW },
        (_, index) => cells.get(row * BigInt(IN_ROW) + BigInt(index)) ?? null,
      ),
    }))
    const all = numbers.flatMap((row) => row.cells.filter((cell) => cell !== null))
    return {
      title: `${grid * IN_GRID} to ${(grid + 1n) * IN_GRID - 1n}`,
      columns: Array.from({ length: IN_ROW }, (_, index) => `+${index}`),
      rows: numbers,
      isOpen: hasHole(all),
    }
  })
}

function hasHole(cells: Iterable<Cell>): boolean {
  for (const { state } of cells) if (state !== 'loaded') return true
  return false
}
