import type { Pipeline } from '../contracts/pipeline.js'
import type { LedgerEntry } from '../contracts/sink/ledger.js'
import type { LoadStep } from '../contracts/step/step.js'
import { Listing } from '../engine/planning/listing.js'
import { sizeOf } from '../engine/planning/batches.js'
import { pendingBatches } from '../engine/load.js'
import { recall } from '../engine/planning/recall.js'
import { isArbalestError, type ArbalestError } from '../faults/errors.js'

/** How a load step stands now. */
export type StepStatus = StandingStep | UnknownStep

/** How a load step stands that could be looked at. */
export interface StandingStep {
  readonly pipeline: string
  readonly step: LoadStep
  /** What a run would load now. */
  readonly pending: Backlog
  /** How many listed units are quarantined as they now stand: their rows are not in the table. */
  readonly quarantined: number
  /** What the last committed transaction of the step did. Absent: none has been noted, or the sink keeps no ledger. */
  readonly lastLoad?: LedgerEntry | undefined
  readonly error?: undefined
}

/** A load step of which it could not be found out. */
export interface UnknownStep {
  readonly pipeline: string
  readonly step: LoadStep
  readonly quarantined?: undefined
  /** Why: with this a run would end, too. */
  readonly error: ArbalestError
}

/** What is pending of a step. */
export interface Backlog {
  readonly units: number
  readonly objects: number
  readonly bytes: number
  /** When the oldest of the objects was written. Absent: there is none, or the source does not know. */
  readonly oldest?: Date | undefined
}

/**
 * Yields how each load step of `pipelines` stands: what is listed and not recorded, and what was
 * loaded last. Nothing is taken from a process's memory. Changes nothing. What keeps it from
 * looking at a step is part of what it yields.
 *
 * @example
 * ```ts
 * for await (const { step, pending } of status(pipelines))
 *   if (pending?.oldest) console.log(step.scope, Date.now() - pending.oldest.getTime())
 * ```
 */
export async function* status(
  pipelines: readonly Pipeline[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<StepStatus> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const step of steps) {
      if (step.kind !== 'load') continue
      signal?.throwIfAborted()
      yield { pipeline, step, ...(await look(step, signal)) }
    }
  }
}

type Looked = Pick<StandingStep, 'pending' | 'quarantined' | 'lastLoad'> | Pick<UnknownStep, 'error'>

async function look(step: LoadStep, signal: AbortSignal | undefined): Promise<Looked> {
  try {
    const lastLoad = await lastEntry(step)
    const listing = new Listing()
    const pending = await backlog(step, listing, signal)
    return { pending, quarantined: listing.listed.quarantined ?? 0, ...(lastLoad && { lastLoad }) }
  } catch (error) {
    signal?.throwIfAborted()
    if (!isArbalestError(error)) throw error
    return { error }
  }
}

async function backlog(step: LoadStep, listing: Listing, signal: AbortSignal | undefined): Promise<Backlog> {
  const { snapshot } = await recall(step)
  let [units, objects, bytes, oldest] = [0, 0, 0, Infinity]
  for await (const batch of pendingBatches(step, snapshot, listing)) {
    signal?.throwIfAborted()
    for (const unit of batch) {
      units++
      objects += unit.objects.length
      bytes += sizeOf(unit)
      for (const { modified } of unit.objects) oldest = Math.min(oldest, modified?.getTime() ?? Infinity)
    }
  }
  return { units, objects, bytes, ...(oldest < Infinity && { oldest: new Date(oldest) }) }
}

async function lastEntry({ scope, sink }: LoadStep): Promise<LedgerEntry | undefined> {
  for await (const entry of sink.powers.ledger?.entries({ scope, limit: 1 }) ?? []) return entry
  return undefined
}
