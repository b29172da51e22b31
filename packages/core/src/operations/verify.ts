import type { VerifiedSegment } from '../contracts/journal/journal-upkeep.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Unit } from '../contracts/strategy/unit.js'
import { listUnits } from '../engine/load.js'
import { SourceError } from '../faults/errors.js'

/** A segment of a journal that cannot be read. */
export interface SpoiltSegment {
  readonly type: 'spoilt'
  readonly segment: VerifiedSegment & { readonly fault: NonNullable<VerifiedSegment['fault']> }
}

/** How the units of a source stand beside what its journal has recorded. */
export interface Verified {
  readonly type: 'verified'
  /** How many segments were read, and how many entries they hold; absent if the journal keeps none. */
  readonly read?: { readonly segments: number; readonly entries: number } | undefined
  /** Recorded as loaded as they now stand. */
  readonly loaded: number
  /** Recorded as quarantined as they now stand: their rows are not in the table. Default: none. */
  readonly quarantined?: number | undefined
  /** Recorded at another version. */
  readonly changed: number
  /** Not recorded, or quarantined at another version: the next run loads them. */
  readonly pending: number
  /** Recorded, but no longer listed. */
  readonly gone: number
}

/**
 * Reads all that a step's journal keeps, yields each segment that is spoilt, and then how the
 * journal stands beside the listing. Changes nothing. Throws `SourceError` with the code
 * `JOURNAL_UNREADABLE`, and compares nothing, if a segment is spoilt.
 *
 * @example
 * ```ts
 * for await (const found of verify(step)) if (found.type === 'verified') console.log(found.pending)
 * ```
 */
export async function* verify(
  step: LoadStep,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<SpoiltSegment | Verified> {
  const read = yield* readSegments(step, signal)
  yield { type: 'verified', ...(read && { read }), ...(await compare(step, signal)) }
}

async function* readSegments(
  { scope, journal }: LoadStep,
  signal: AbortSignal | undefined,
): AsyncGenerator<SpoiltSegment, Verified['read']> {
  if (!journal.upkeep.verify) return undefined
  let [segments, entries, spoilt] = [0, 0, 0]
  for await (const segment of journal.upkeep.verify()) {
    signal?.throwIfAborted()
    segments++
    entries += segment.count
    if (!segment.fault) continue
    spoilt++
    yield { type: 'spoilt', segment: { ...segment, fault: segment.fault } }
  }
  if (spoilt === 0) return { segments, entries }
  throw new SourceError(
    'JOURNAL_UNREADABLE',
    `The journal of "${scope}" has ${spoilt} spoilt ${spoilt === 1 ? 'segment' : 'segments'} among ${segments}, and was not compared with the listing; do with each what is said of it, and verify again.`,
  )
}

async function compare(
  step: LoadStep,
  signal: AbortSignal | undefined,
): Promise<Pick<Verified, 'loaded' | 'quarantined' | 'changed' | 'pending' | 'gone'>> {
  let recorded = 0
  for await (const page of step.journal.upkeep.marks()) {
    signal?.throwIfAborted()
    recorded += page.length
  }
  let [listed, changed, pending, mended, quarantined] = [0, 0, 0, 0, 0]
  const counted = async function* (): AsyncGenerator<readonly Unit[]> {
    for await (const page of listUnits(step)) {
      listed += page.length
      yield page
    }
  }
  const snapshot = await step.journal.open()
  for await (const page of snapshot.pending(counted(), () => quarantined++)) {
    signal?.throwIfAborted()
    for (const { previous, wasQuarantined } of page) {
      if (previous === undefined) pending++
      else if (wasQuarantined) mended++
      else changed++
    }
  }
  const loaded = listed - pending - mended - changed - quarantined
  const gone = recorded - loaded - mended - changed - quarantined
  return { loaded, ...(quarantined > 0 && { quarantined }), changed, pending: pending + mended, gone }
}
