import type { Slot, UnitState } from '@arbalest/core'
import { counted } from '@arbalest/core/plugin'
import { STATES } from './states.js'
import type { Cell, CellState } from './page.js'
import { inBytes, inMinutes } from './words.js'

/** How many hours a cell names at most. */
const MOST_HOURS = 24

/**
 * Returns the cell of a day or a number that is called `title`: it stands as the worst of `slots`, which
 * are its hours or itself, and of `missing`, which lie between those that are there.
 */
export function foldSlots(title: string, slots: readonly Slot[], missing: readonly string[]): Cell {
  const states = new Set<CellState>(slots.flatMap(({ units }) => Object.keys(units) as UnitState[]))
  if (missing.length > 0) states.add('missing')
  const state = STATES.find((each) => states.has(each)) ?? 'loaded'
  const isOfHours = [slots[0]?.name ?? missing[0]].some((name) => name?.includes('T'))
  const parts = isOfHours ? hoursIn(slots, missing) : unitsIn(slots)
  return { state, words: [`${title}: ${state}`, ...parts, ...amountsOf(slots)].join('. ') }
}

/** Says how many units there are in each state, if there are several. */
function unitsIn([slot]: readonly Slot[]): readonly string[] {
  const units = STATES.flatMap((state) => {
    const count = state === 'missing' ? undefined : slot?.units[state]
    return count === undefined ? [] : [{ state, count }]
  })
  const isOne = units.reduce((total, { count }) => total + count, 0) <= 1
  return isOne ? [] : units.map(({ state, count }) => `${counted(count, 'unit')} ${state}`)
}

/** Says of the hours of a day which stand otherwise than loaded. */
function hoursIn(slots: readonly Slot[], missing: readonly string[]): readonly string[] {
  const hours = new Map<CellState, string[]>()
  const add = (state: CellState, name: string) =>
    hours.set(state, [...(hours.get(state) ?? []), name.slice(-2)])
  for (const { name, units } of slots) for (const state of Object.keys(units) as UnitState[]) add(state, name)
  for (const name of missing) add('missing', name)
  return STATES.filter((state) => hours.has(state)).map((state) => {
    const names = hours.get(state)!
    const which = state === 'loaded' ? '' : `: ${names.slice(0, MOST_HOURS).join(', ')}`
    return `${counted(names.length, 'hour')} ${state}${which}`
  })
}

function amountsOf(slots: readonly Slot[]): readonly string[] {
  if (slots.length === 0) return []
  const [objects, bytes] = [sum(slots, (slot) => slot.objects), sum(slots, (slot) => slot.bytes)]
  const loads = slots.flatMap(({ load }) => load ?? [])
  const last = loads.toSorted((a, b) => (b.loadedAt?.getTime() ?? 0) - (a.loadedAt?.getTime() ?? 0))[0]
  const when = last?.loadedAt ? ` at ${inMinutes(last.loadedAt.toISOString())}` : ''
  const rows = sum(loads, (load) => load.rows)
  return [
    `${counted(objects, 'object')}, ${inBytes(bytes)}`,
    // Those of other slots may be older than what is read of the ledger.
    ...(last && loads.length === slots.length
      ? [`Loaded last${when} by run ${last.run}, ${counted(rows, 'row')}`]
      : []),
  ]
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0)
}
