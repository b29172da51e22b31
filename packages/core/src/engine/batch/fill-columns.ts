import { total } from '../../contracts/strategy/total.js'
import type { Transaction } from '../../contracts/sink/transaction.js'
import type { Unit } from '../../contracts/strategy/unit.js'
import type { Column, Target } from '../../tables/target/target.js'
import { withCopy } from './with-copy.js'
import { ColumnFilling, type FilledGroup } from './column-filling.js'

/**
 * Returns `tx`, whose `copy` fills the columns of `target` that no object fills: it copies objects
 * of equal values together, each such group by itself, as constants. Its `copy` throws
 * `SourceError` with the code `PATH_INVALID` if the key of an object does not say what a column
 * takes from it. `run` is the run's id.
 */
export function filling(tx: Transaction, target: Target, run: string): Transaction {
  const fill = new ColumnFilling(target, run)
  if (!fill.any) return tx
  return withCopy(tx, async (into, objects) => {
    const groups = fill.groups(objects)
    if (groups.length === 0) return tx.copy(into, objects)
    const copied = []
    for (const group of groups)
      copied.push(await tx.copy({ ...into, columns: withConstants(into.columns, group) }, group.objects))
    return total(copied)
  })
}

/** Returns how many copies the objects of `units` take at least; undefined if the target has no column to fill. Throws as {@link filling}'s `copy` does. */
export function copiesOf(target: Target, units: readonly Unit[]): number | undefined {
  const fill = new ColumnFilling(target, '')
  return fill.any ? fill.groups(units.flatMap(({ objects }) => objects)).length : undefined
}

function withConstants(columns: readonly Column[], { values }: FilledGroup): readonly Column[] {
  return columns.map((column) =>
    values.has(column.name) ? { ...column, constant: values.get(column.name) } : column,
  )
}
