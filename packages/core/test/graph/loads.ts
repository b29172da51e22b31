import { EVENTS, lines, MemorySink, MemorySource, type MemoryWarehouse } from '@arbalest/testing'
import type { Pipeline } from '../../src/index.js'
import type { Sink } from '../../src/plugin.js'
import { stepInto } from '../step-into.js'

/** A pipeline that loads three objects of a row each into a table of its own name, a transaction each. */
export function loading(
  warehouse: MemoryWarehouse,
  name: string,
  needs: readonly string[] = [],
  sink: Sink = new MemorySink(warehouse),
): Pipeline {
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }), c: lines({ id: 3 }) })
  const target = { ...EVENTS, table: name }
  const step = stepInto(sink, source, { name: 'load', scope: `${name}/load`, target })
  return { name, needs, steps: [step] }
}

/** The ids in each table of `names`, in order: which rows were loaded, and how often. */
export function idsIn(warehouse: MemoryWarehouse, names: readonly string[]): Record<string, unknown[]> {
  const ids = (name: string) => warehouse.rows(name).map(({ id }) => id)
  return Object.fromEntries(names.map((name) => [name, ids(name).toSorted()]))
}
