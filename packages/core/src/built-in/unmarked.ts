import { ascending, compareKeys } from '../contracts/keys.js'
import type { Mark } from '../contracts/sink.js'
import type { PendingUnit, Unit } from '../contracts/unit.js'

/** The units that no mark covers at their version: a merge join that holds one of each in memory. */
export async function* unmarked(
  units: AsyncIterable<Unit>,
  marks: AsyncIterable<Mark>,
): AsyncGenerator<PendingUnit> {
  const rest = ascending(marks)
  try {
    let mark = await rest.next()
    for await (const unit of ascending(units)) {
      while (!mark.done && compareKeys(mark.value.key, unit.key) < 0) mark = await rest.next()
      const previous = !mark.done && mark.value.key === unit.key ? mark.value.version : undefined
      if (previous !== unit.version) yield { ...unit, previous }
    }
  } finally {
    await rest.return()
  }
}
