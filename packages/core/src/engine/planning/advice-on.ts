import type { Notice } from '../../contracts/events/notice.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { Table } from '../../tables/comparison/table.js'

/** Returns what the strategy of a step wants a person to know before it loads into `table`, if there is one. */
export function adviceOn({ strategy, target }: LoadStep, table: Table | undefined): readonly Notice[] {
  const advice = strategy.advise?.(target, table) ?? []
  return advice.map((each): Notice => ({ kind: 'advice', look: false, advice: each }))
}
