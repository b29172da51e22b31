import { MismatchError } from '../../faults/errors.js'
import type { Target } from '../target/target.js'
import { mayBeAdded } from './columns-to-add.js'
import type { Difference } from './difference.js'

/**
 * Returns the error of a table into which no row of `target` can be loaded, for the differences that stop a load; `statements` would take them away.
 *
 * @example
 * ```ts
 * if (stopping.length > 0) throw mismatchOf(target, stopping, [])
 * ```
 */
export function mismatchOf(
  target: Target,
  stopping: readonly Difference[],
  statements: readonly string[],
): MismatchError {
  const remedy = evolves(target, stopping)
    ? ', or set evolve: add in the target, and a run adds columns that may be NULL'
    : ''
  return new MismatchError(
    `The table "${target.table}" does not match its target: ${stopping.map((difference) => wording(difference, target)).join('; ')}. Nothing was loaded. Change the target, or the table${remedy}.`,
    statements,
  )
}

function evolves({ evolve, columns }: Target, stopping: readonly Difference[]): boolean {
  return (
    evolve === undefined &&
    columns.some(
      (column) =>
        mayBeAdded(column) &&
        stopping.some((difference) => difference.kind === 'missing' && difference.column === column.name),
    )
  )
}

function wording({ kind, column, declared, actual }: Difference, { evolve, columns }: Target): string {
  if (kind === 'missing') {
    const needed = evolve === 'add' && columns.some(({ name, notNull }) => name === column && notNull)
    return `it has no column "${column}"${needed ? ', and a run adds none that must have a value' : ''}`
  }
  if (kind === 'extra') return `its column "${column}" must have a value, and the target has none for it`
  return `its column "${column}" is ${actual}, not ${declared}`
}
