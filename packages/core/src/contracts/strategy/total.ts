import type { Merged } from '../sink/merge.js'
import type { Loaded } from './strategy.js'

/**
 * Returns what all of these copies or loads did together.
 *
 * @example
 * ```ts
 * return total([await tx.copy(target, early), await tx.copy(target, late)])
 * ```
 */
export function total(loads: readonly Loaded[]): Loaded {
  const sum = (of: (load: Loaded) => number | undefined) =>
    loads.reduce((before, load) => before + (of(load) ?? 0), 0)
  const unaccounted = sum((load) => load.unaccounted)
  const rejections = loads.flatMap((load) => load.rejections ?? [])
  const rowsByObject = new Map(loads.flatMap((load) => [...(load.rowsByObject ?? [])]))
  const merged = loads.flatMap((load) => load.merged ?? [])
  return {
    rows: sum(({ rows }) => rows),
    rejected: sum(({ rejected }) => rejected),
    ...(loads.some(({ outside }) => outside !== undefined) && { outside: sum(({ outside }) => outside) }),
    ...(merged.length > 0 && { merged: merged.reduce(together) }),
    ...(unaccounted > 0 && { unaccounted }),
    ...(rejections.length > 0 && { rejections }),
    ...(rowsByObject.size > 0 && { rowsByObject }),
  }
}

function together(one: Merged, other: Merged): Merged {
  return {
    inserted: one.inserted + other.inserted,
    updated: one.updated + other.updated,
    deleted: one.deleted + other.deleted,
  }
}
