import {
  collect,
  each,
  type Journal,
  type PendingUnit,
  type Sink,
  type Snapshot,
  type Unit,
} from '@arbalest/core/plugin'
import { SCOPE } from './bucket.js'

/** How all that these tests record is loaded. */
export const ORIGIN = { table: 'events', way: 'manifest' }

/** A view of a journal, and what it found pending. */
export interface Plan {
  readonly snapshot: Snapshot
  readonly pending: readonly PendingUnit[]
}

export function unit(key: string, version = '1', previous?: string): PendingUnit {
  return { key, version, objects: [], ...(previous !== undefined && { previous }) }
}

/** Units of the keys `from` to below `to`, in key order. */
export function units(from: number, to: number, version = '1'): PendingUnit[] {
  return Array.from({ length: to - from }, (_, index) => unit(`key/${numbered(from + index)}`, version))
}

function numbered(index: number): string {
  return String(index).padStart(6, '0')
}

/** Yields `items` as one page. */
export async function* page<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  yield items
}

/** Opens the journal, and looks what of `given` is pending. */
export async function planOf(journal: Journal, given: readonly Unit[]): Promise<Plan> {
  const snapshot = await journal.open()
  return { snapshot, pending: await collect(each(snapshot.pending(page(given)))) }
}

/** Records `pending`, as a run does, in one transaction, at the end of which it does `work`. */
export function record(sink: Sink, { snapshot, pending }: Plan, work = async () => {}): Promise<void> {
  return sink.transaction({ scope: SCOPE, origin: ORIGIN }, async (tx) => {
    await snapshot.record(tx, pending)
    await work()
  })
}

/** The keys of those of `given` that are pending. */
export async function pendingKeys(journal: Journal, given: readonly Unit[]): Promise<string[]> {
  return (await planOf(journal, given)).pending.map(({ key }) => key)
}

/** Records what of `given` is pending; returns how many units that is. */
export async function recordPending(sink: Sink, journal: Journal, given: readonly Unit[]): Promise<number> {
  const plan = await planOf(journal, given)
  if (plan.pending.length > 0) await record(sink, plan)
  return plan.pending.length
}
