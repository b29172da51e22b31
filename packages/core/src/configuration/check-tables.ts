import type { LoadStep } from '../contracts/step/step.js'
import type { Faults } from '../faults/faults.js'
import { foldName } from '../tables/target/fold-name.js'
import type { PlacedStep } from './assemble-step.js'

/** A load step, and where in the configuration it stands. */
interface PlacedLoad extends PlacedStep {
  readonly step: LoadStep
}

/**
 * Adds a fault for each step that loads the table of an earlier one if either replaces rows, unless
 * both say that they share it: what one has loaded, the other would take away, and it would
 * stay recorded as loaded.
 */
export function checkTables(all: readonly PlacedStep[], faults: Faults): void {
  const tables = new Map<string, PlacedLoad[]>()
  for (const placed of all.filter(isLoad)) {
    const { step, path } = placed
    const table = `${step.sink.url} ${foldName(step.target.table)}`
    const earlier = tables.get(table) ?? []
    tables.set(table, [...earlier, placed])
    const other = earlier.find(({ step: before }) => mayTakeRowsOf(step, before))
    if (other) faults.add([...path, 'target', 'table'], message(placed, other))
  }
}

function isLoad(placed: PlacedStep): placed is PlacedLoad {
  return placed.step.kind === 'load'
}

function mayTakeRowsOf(a: LoadStep, b: LoadStep): boolean {
  if (a.target.shared && b.target.shared) return false
  return replaces(a) || replaces(b)
}

function replaces({ strategy }: LoadStep): boolean {
  return strategy.replaces ?? strategy.whole ?? false
}

function message({ step }: PlacedLoad, { step: other }: PlacedLoad): string {
  const [who, whose] = replaces(step) ? [step, other] : [other, step]
  return `is also loaded by "${other.scope}": "${who.scope}" replaces rows, so those of "${whose.scope}" would be gone, and still be recorded as loaded. Give one of them another table; if that is on purpose, set shared: true in the target of both.`
}
