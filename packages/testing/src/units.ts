import type { Unit } from '@arbalest/core'

/** A unit without objects, which is all that a journal needs of one. */
export function unit(key: string, version: string): Unit {
  return { key, version, objects: [] }
}

/** `units`, one after the other. */
export async function* each(units: readonly Unit[]): AsyncGenerator<Unit> {
  yield* units
}
