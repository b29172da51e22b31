import type { BatchCommitted, BatchLoading, StepNoticed } from '../contracts/events/event.js'
import type { Snapshot } from '../contracts/journal/journal.js'
import type { LoadReceipt } from '../contracts/events/receipt.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { PendingUnit } from '../contracts/strategy/unit.js'
import { compareNames, refuseDrift } from './names/compare-names.js'
import { filling } from './fill-columns.js'
import type { NamesTold } from './names/names-told.js'
import { contextOf } from './planning/origin-of.js'
import { readNames } from './names/read-names.js'
import { ledgerEntry } from './ledger-entry.js'
import { refuseChanged } from './refuse-changed.js'
import { refuseUnaccounted } from './refuse-unaccounted.js'

/** What the batches of a step are loaded with. */
interface Loading {
  readonly snapshot: Snapshot
  readonly told: NamesTold
  readonly signal: AbortSignal
  /** The run's id. */
  readonly run: string
}

/**
 * Loads `units` and records them in one transaction. The names in some of its objects are read
 * while it loads, and compared before it commits.
 */
export async function* loadBatch(
  step: LoadStep,
  units: readonly PendingUnit[],
  { snapshot, told, signal, run }: Loading,
): AsyncGenerator<BatchLoading | BatchCommitted | StepNoticed> {
  const { scope, strategy, sink, source, target } = step
  const comparing = readNames(step, units).then((read) => compareNames(step, [read]))
  comparing.catch(() => {}) // it is waited for below, unless the load fails before that
  yield { type: 'loading', step, units }
  signal.throwIfAborted() // its receiver may have taken its time
  try {
    const receipt = await sink.transaction(contextOf(step), async (tx): Promise<LoadReceipt> => {
      const loaded = await strategy.load(filling(tx, target, run), target, units)
      refuseUnaccounted(step, loaded)
      const compared = await comparing
      refuseDrift(step, compared)
      await refuseChanged(source, units)
      await snapshot.record(tx, units)
      if (sink.powers.ledger) await tx.note?.(ledgerEntry(step, run, units, loaded))
      return { kind: 'load', scope, units, ...loaded, ...(compared.drift && { drift: compared.drift }) }
    })
    for (const notice of told.news(await comparing)) yield { type: 'noticed', step, notice }
    yield { type: 'committed', step, receipt }
  } catch (error) {
    // What fails a load is often that a name is wrong.
    const compared = await comparing.catch(() => undefined)
    for (const notice of compared ? told.news(compared) : []) yield { type: 'noticed', step, notice }
    throw error
  }
}
