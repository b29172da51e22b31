import type { StandingState } from '../../engine/standings.js'

/** How a unit stands: `failed` is one that a run would load, and could not. */
export type UnitState = StandingState | 'failed'

/** How many units there are in each state; a state that none is in has no key. */
export type UnitCounts = Readonly<Partial<Record<UnitState, number>>>

/** Adds `change` to the number of units in `state`. */
export function count(units: Partial<Record<UnitState, number>>, state: UnitState, change: number): void {
  const number = (units[state] ?? 0) + change
  if (number === 0) delete units[state]
  else units[state] = number
}
