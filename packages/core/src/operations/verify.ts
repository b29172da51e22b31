import type { VerifiedSegment } from '../contracts/journal/journal-upkeep.js'
import type { LoadStep } from '../contracts/step/step.js'
import { recall } from '../engine/planning/recall.js'
import { SourceError } from '../faults/errors.js'
import { LedgerSpans } from './verify/ledger-spans.js'
import { unevenUnits, type UnevenUnit } from './verify/uneven-units.js'
import { counted } from '../faults/counted.js'

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
  /** Recorded at another version. */
  readonly changed: number
  /** Not recorded, or quarantined at another version: the next run loads them. */
  readonly pending: number
  /** Recorded, but no longer listed. */
  readonly gone: number
  /** Recorded as quarantined as they now stand: their rows are not in the table. */
  readonly quarantined: number
  /** How the ledger stands beside them; absent if the sink keeps none. */
  readonly ledger?: VerifiedLedger | undefined
}

/** How the ledger of a step stands beside its listing and its marks. */
export interface VerifiedLedger {
  /** How many entries it has. If there are none, it is compared with nothing. */
  readonly entries: number
  /** How many units are recorded as they stand, and have an object of which it has no load. */
  readonly unnoted: number
  /** How many units are not recorded, though it may have a load of each of their objects. */
  readonly unrecorded: number
}

/**
 * Reads all that a step's journal keeps, and yields each segment that is spoilt. Then compares listing,
 * marks and ledger, object by object, yields each unit that they do not know alike, and last how many there
 * are. Changes nothing. Throws `SourceError` with the code
 * `JOURNAL_UNREADABLE`, and compares nothing, if a segment is spoilt; and, once all is yielded, `RecordedError`
 * if what is recorded is not about the rows of the step's table.
 *
 * @example
 * ```ts
 * for await (const found of verify(step)) if (found.type === 'verified') console.log(found.pending)
 * ```
 */
export async function* verify(
  step: LoadStep,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<SpoiltSegment | UnevenUnit | Verified> {
  const read = yield* readSegments(step, signal)
  const spans = await LedgerSpans.read(step)
  const tally = { loaded: 0, changed: 0, pending: 0, gone: 0, quarantined: 0 }
  const ledger = { entries: spans?.size ?? 0, unnoted: 0, unrecorded: 0 }
  for await (const { standing, uneven } of unevenUnits(step, spans)) {
    signal?.throwIfAborted()
    tally[standing.state]++
    if (uneven?.state === 'unnoted' || uneven?.state === 'unrecorded') ledger[uneven.state]++
    if (uneven) yield uneven
  }
  yield { type: 'verified', ...(read && { read }), ...tally, ...(spans && { ledger }) }
  await recall(step)
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
    `The journal of "${scope}" has ${counted(spoilt, 'spoilt segment')} among ${segments}, and was not compared with the listing; do what is said of each, and verify again.`,
  )
}
