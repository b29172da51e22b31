import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { FaultPath } from '../faults/fault.js'
import type { Faults } from '../faults/faults.js'
import { foldName } from '../tables/target/fold-name.js'

/** A step, and where in the configuration it stands. */
interface Placed {
  readonly step: LoadStep
  readonly path: FaultPath
}

/**
 * Adds a fault for each step that loads the table of an earlier one if either replaces rows, unless
 * both say that they share it: what one has loaded, the other would take away, and it would
 * stay recorded as loaded.
 */
export function checkTables(pipelines: readonly Pipeline[], faults: Faults): void {
  const tables = new Map<string, Placed[]>()
  for (const { name, steps } of pipelines) {
    for (const [index, step] of steps.entries()) {
      if (step.kind !== 'load') continue
      const table = `${step.sink.url} ${foldName(step.target.table)}`
      const placed = { step, path: ['pipelines', name, index] }
      const earlier = tables.get(table) ?? []
      tables.set(table, [...earlier, placed])
      const other = earlier.find(({ step: before }) => mayTakeRowsOf(step, before))
      if (other) faults.add([...placed.path, 'target', 'table'], message(placed, other))
    }
  }
}

function mayTakeRowsOf(a: LoadStep, b: LoadStep): boolean {
  if (a.target.shared && b.target.shared) return false
  return replaces(a) || replaces(b)
}

function replaces({ strategy }: LoadStep): boolean {
  return strategy.replaces ?? strategy.whole ?? false
}

function message({ step }: Placed, { step: other }: Placed): string {
  const [who, whose] = replaces(step) ? [step, other] : [other, step]
  return `is also loaded by "${other.scope}": "${who.scope}" replaces rows, so those of "${whose.scope}" would be gone, and still be recorded as loaded. Give one of them another table; if that is on purpose, say shared: true in the target of both.`
}
