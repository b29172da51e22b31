import { evolve } from './evolve.js'
import type {
  BatchCommitted,
  BatchLoading,
  StepFinished,
  StepNoticed,
  StepStopped,
  TableEvolved,
} from '../contracts/events/event.js'
import { pages } from '../contracts/source/iterables.js'
import type { Snapshot } from '../contracts/journal/journal.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { PendingUnit, Unit } from '../contracts/strategy/unit.js'
import { BadRowAllowance } from './batch/bad-rows.js'
import { Allowance, refuseTooMuch } from './planning/allowance.js'
import { batches } from './planning/batches.js'
import { GivingWay } from './giving-way.js'
import { ListingDigest } from './planning/listing-digest.js'
import { writeNote } from './idle/idle-note.js'
import { listObjects } from './planning/list-objects.js'
import { Listing, type ListedPart } from './planning/listing.js'
import { loadBatch } from './batch/load-batch.js'
import { NamesTold } from './names/names-told.js'
import { newRunId } from './run-id.js'
import { recall } from './planning/recall.js'
import { TimeLimit } from './time-limit.js'

/** Yields what {@link load} would load now, a transaction at a time, and counts in `listing` what is listed. Changes nothing. */
export async function* pendingBatches(
  step: LoadStep,
  snapshot: Snapshot,
  listing = new Listing(),
): AsyncGenerator<PendingUnit[]> {
  const part = { from: await firstListed(step, snapshot), cuts: snapshot.cuts }
  const units = listUnits(step, part, listing)
  yield* batches(snapshot.pending(units, listing.quarantine), step.strategy)
}

/** Yields the units of a step as they now stand, in pages, all or those of a part of the listing, loaded or not. */
export function listUnits(
  step: LoadStep,
  part: ListedPart = {},
  listing = new Listing(),
): AsyncIterable<readonly Unit[]> {
  const objects = listing.count(listObjects(step, part, listing))
  return pages<Unit>(step.strategy.units(objects, step.target))
}

/** Returns the first partition that a plan lists, if the strategy looks back no further; undefined if all are listed. */
export async function firstListed(
  { strategy }: Pick<LoadStep, 'strategy'>,
  snapshot: Snapshot,
): Promise<string | undefined> {
  return strategy.from?.(() => snapshot.newest())
}

/** For whom a step is loaded. */
export interface LoadOptions {
  /** What has been reported of names, which is not reported again. Default: nothing. */
  readonly told?: NamesTold | undefined
  /** What the run may leave out of its rows. Default: what the step says, as nothing has been left out. */
  readonly badRows?: BadRowAllowance | undefined
  /** The run's id. Default: a new one. */
  readonly run?: string | undefined
  /** Whether the step is left to another run of it. Default: false. */
  readonly givingWay?: GivingWay | undefined
  /** The run's time. Default: no limit. */
  readonly time?: TimeLimit | undefined
}

/**
 * Loads what is pending, each batch and its record in one transaction, which is
 * what makes a load happen once however often, and wherever, a run is cut short.
 * Throws what the parts throw, and the reason of `signal` once that is aborted.
 */
export async function* load(
  step: LoadStep,
  signal: AbortSignal,
  {
    told = new NamesTold(),
    badRows = new BadRowAllowance(step.onBadRow),
    run = newRunId(),
    time = new TimeLimit(),
    givingWay = new GivingWay(step),
  }: LoadOptions = {},
): AsyncGenerator<TableEvolved | BatchLoading | BatchCommitted | StepNoticed | StepFinished | StepStopped> {
  const { snapshot, notices, adopt } = await recall(step)
  for (const notice of notices) yield { type: 'noticed', step, notice }
  if (adopt) await step.journal.upkeep.adopt(adopt)
  // Counted first, as what has been loaded by then cannot be taken back.
  if (step.limits) await refuseTooMuch(step, pendingBatches(step, snapshot))
  const listing = new Listing(step.idle && new ListingDigest())
  const allowance = new Allowance(step)
  let first = true
  for await (const units of pendingBatches(step, snapshot, listing)) {
    signal.throwIfAborted()
    if (!time.suffices()) return yield { type: 'stopped', step, reason: 'time', units }
    // Asked again, as to plan may have taken long.
    if (first && (await givingWay.isDue())) return yield { type: 'stopped', step, reason: 'running', units }
    allowance.take(units)
    if (first) yield* evolve(step)
    first = false
    const since = performance.now()
    yield* loadBatch(step, units, { snapshot, told, signal, run, badRows, quarantined: listing.quarantine })
    time.took(since)
  }
  for (const notice of listing.notices) yield { type: 'noticed', step, notice }
  const { digest, from = null } = listing
  // What somebody should look at is reported each time.
  if (digest !== undefined && !listing.notices.some(({ look }) => look))
    await writeNote(step, { listing: digest, from })
  yield { type: 'finished', step, listed: listing.listed }
}
