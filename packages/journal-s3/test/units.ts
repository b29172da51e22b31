import { collect, type Journal, type PendingUnit, type Sink, type Unit } from '@arbalest/core'
import { SCOPE } from './bucket.js'

export function unit(key: string, version = '1', previous?: string): PendingUnit {
  return { key, version, objects: [], ...(previous !== undefined && { previous }) }
}

/** Units of the keys `from` to below `to`, in key order. */
export function units(from: number, to: number, version = '1'): PendingUnit[] {
  return Array.from({ length: to - from }, (_, index) => unit(`key/${numbered(from + index)}`, version))
}

export function numbered(index: number): string {
  return String(index).padStart(6, '0')
}

export async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

/** The keys of those of `given` that are pending. */
export async function pendingKeys(journal: Journal, given: readonly Unit[]): Promise<string[]> {
  return (await collect(journal.pending(each(given)))).map(({ key }) => key)
}

/** Records what of `given` is pending, as a run does, in one transaction. */
export async function recordPending(sink: Sink, journal: Journal, given: readonly Unit[]): Promise<number> {
  const pending = await collect(journal.pending(each(given)))
  if (pending.length > 0) await sink.transaction(SCOPE, (tx) => journal.record(tx, pending))
  return pending.length
}
