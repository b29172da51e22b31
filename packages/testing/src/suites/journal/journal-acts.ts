import {
  collect,
  each,
  type Journal,
  type JournalUpkeep,
  type PendingUnit,
  type Sink,
  type Snapshot,
  type Unit,
} from '@arbalest/core/plugin'
import { inPages } from './units.js'

const SCOPE = 'pipeline/step'

/** How the units of the suites are loaded. */
export const ORIGIN = { table: 'events', way: 'suite' }

/** For what the transactions of the suites are opened. */
export const CONTEXT = { scope: SCOPE, origin: ORIGIN }

/** What a snapshot found pending. */
interface Found {
  readonly snapshot: Snapshot
  readonly units: readonly PendingUnit[]
}

/** What the suites do with the journal of one scope, which is made anew each time, as by another process. */
export interface JournalActs {
  open(sink: Sink): Promise<Snapshot>
  look(sink: Sink, units: readonly Unit[]): Promise<Found>
  pending(sink: Sink, ...units: readonly Unit[]): Promise<readonly PendingUnit[]>
  recordFound(sink: Sink, found: Found): Promise<void>
  record(sink: Sink, units: readonly Unit[]): Promise<void>
  newest(sink: Sink): Promise<string | undefined>
  upkeep(sink: Sink): JournalUpkeep
}

/** Returns what the suites do with the journals that `journal` makes. */
export function journalActs(journal: (sink: Sink, scope: string) => Journal): JournalActs {
  const open = (sink: Sink) => journal(sink, SCOPE).open()
  const look = async (sink: Sink, units: readonly Unit[]): Promise<Found> => {
    const snapshot = await open(sink)
    return { snapshot, units: await collect(each(snapshot.pending(inPages(units)))) }
  }
  const recordFound = (sink: Sink, { snapshot, units }: Found) =>
    sink.transaction(CONTEXT, (tx) => snapshot.record(tx, units))
  return {
    open,
    look,
    pending: async (sink, ...units) => (await look(sink, units)).units,
    recordFound,
    record: async (sink, units) => recordFound(sink, await look(sink, units)),
    newest: async (sink) => (await open(sink)).newest(),
    upkeep: (sink) => journal(sink, SCOPE).upkeep,
  }
}
