import type { Unit } from '@arbalest/core/plugin'

/** A unit without objects, which is all that a journal needs of one. */
export function unit(key: string, version: string): Unit {
  return { key, version, objects: [] }
}

/** Yields `units` in pages of a thousand, as sources do. */
export async function* inPages(units: readonly Unit[]): AsyncGenerator<readonly Unit[]> {
  for (let from = 0; from < units.length; from += 1000) yield units.slice(from, from + 1000)
}
