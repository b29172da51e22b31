import type { BatchCommitted, BatchLoading, StepNoticed } from '../../contracts/events/event.js'
import type { Snapshot } from '../../contracts/journal/journal.js'
import type { LoadReceipt } from '../../contracts/events/receipt.js'
import type { Copied, Transaction } from '../../contracts/sink/transaction.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { Loaded } from '../../contracts/strategy/strategy.js'
import { total } from '../../contracts/strategy/total.js'
import type { PendingUnit, QuarantinedUnit } from '../../contracts/strategy/unit.js'
import { compareNames, refuseDrift } from '../names/compare-names.js'
import type { BadRowAllowance } from './bad-rows.js'
import { filling } from './fill-columns.js'
import { keepRows } from './keep-rows.js'
import type { NamesTold } from '../names/names-told.js'
import { contextOf } from '../planning/origin-of.js'
import { readNames } from '../names/read-names.js'
import { ledgerEntry } from './ledger-entry.js'
import { loadAround } from '../quarantine/load-around.js'
import { refuseChanged } from './refuse-changed.js'
import { refuseUnaccounted } from './refuse-unaccounted.js'
import { withCopy } from './with-copy.js'
import { rehearseUnits } from './rehearse-units.js'

/** What the batches of a step are loaded with. */
interface Loading {
  readonly snapshot: Snapshot
  readonly told: NamesTold
  readonly signal: AbortSignal
  /** The run's id. */
  readonly run: string
  readonly badRows: BadRowAllowance
  /** Is given each unit that is quarantined. */
  readonly quarantined: (unit: QuarantinedUnit) => void
}

/** Loads `units` and records them in one transaction; if the step says so, without those that cannot be loaded. */
export async function* loadBatch(
  step: LoadStep,
  units: readonly PendingUnit[],
  loading: Loading,
): AsyncGenerator<BatchLoading | BatchCommitted | StepNoticed> {
  yield { type: 'loading', step, units }
  loading.signal.throwIfAborted() // its receiver may have taken its time
  const load = (good: readonly PendingUnit[], bad: readonly QuarantinedUnit[]) =>
    transact(step, good, bad, loading)
  if (step.onBadObject !== 'quarantine') return yield* load(units, [])
  const attempt = (some: readonly PendingUnit[]) => {
    loading.signal.throwIfAborted()
    return rehearseUnits(step, some, loading.run)
  }
  yield* loadAround(units, { load, attempt, mostRejected: loading.badRows.left })
}

/**
 * Loads the units `good`, and records them and the units `bad` in one transaction. The names in some
 * objects are read while it loads, and compared before it commits.
 */
async function* transact(
  step: LoadStep,
  good: readonly PendingUnit[],
  bad: readonly QuarantinedUnit[],
  { snapshot, told, run, badRows, quarantined }: Loading,
): AsyncGenerator<BatchCommitted | StepNoticed> {
  const { scope, strategy, sink, source, target } = step
  const comparing = readNames(step, good).then((read) => compareNames(step, [read]))
  comparing.catch(() => {}) // it is waited for below, unless the load fails before that
  try {
    const context = { ...contextOf(step), badRows: badRows.context }
    const receipt = await sink.transaction(context, async (tx): Promise<LoadReceipt> => {
      const copies: Copied[] = []
      const watched = filling(watching(tx, copies), target, run)
      const found = good.length > 0 ? await strategy.load(watched, target, good) : NOTHING
      const left = total(copies)
      badRows.check(left)
      if (badRows.keeps) await keepRows(step, tx, good, { ...left, run })
      const { rejected } = left
      const loaded = { ...found, rejected, ...(badRows.keeps && { kept: rejected }) }
      refuseUnaccounted(step, loaded)
      const compared = await comparing
      refuseDrift(step, compared)
      // One asks the source, the other the sink; what either of them refuses is rolled back.
      await all(refuseChanged(source, [...good, ...bad]), snapshot.record(tx, good, bad))
      if (sink.powers.ledger)
        await tx.note?.(ledgerEntry(step, run, good, { ...loaded, quarantined: bad.length }))
      return {
        kind: 'load',
        scope,
        units: good,
        ...loaded,
        ...(bad.length > 0 && { quarantined: bad }),
        ...(compared.drift && { drift: compared.drift }),
      }
    })
    badRows.take(receipt)
    for (const unit of bad) quarantined(unit)
    for (const notice of told.news(await comparing)) yield { type: 'noticed', step, notice }
    yield { type: 'committed', step, receipt }
  } catch (error) {
    // What fails a load is often that a name is wrong.
    const compared = await comparing.catch(() => undefined)
    for (const notice of compared ? told.news(compared) : []) yield { type: 'noticed', step, notice }
    throw badRows.explain(error)
  }
}

/** Returns `tx`, which adds to `copies` what each copy did, whatever a strategy makes of it. */
function watching(tx: Transaction, copies: Copied[]): Transaction {
  return withCopy(tx, async (into, objects) => {
    const copied = await tx.copy(into, objects)
    copies.push(copied)
    return copied
  })
}

/** Waits until each has ended, as none may go on in a transaction that is rolled back; throws what the first threw that failed. */
async function all(...work: readonly Promise<unknown>[]): Promise<void> {
  for (const ended of await Promise.allSettled(work)) if (ended.status === 'rejected') throw ended.reason
}

const NOTHING: Loaded = { rows: 0, rejected: 0 }
