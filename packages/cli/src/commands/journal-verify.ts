import { listUnits, SourceError, type LoadStep } from '@arbalest/core'
import { count } from '../amount.js'
import { failureOf } from '../failure.js'
import { performOnStep } from '../journal-step.js'
import type { Output } from '../output.js'
import type { PipelineOptions } from '../pipeline-options.js'

/**
 * Reads all that a journal keeps, and compares it with the listing; changes nothing.
 * Where segments of it are spoilt, it tells of each, compares nothing, and fails.
 */
export function journalVerifyCommand(scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output, signal) => {
    const read = await readSegments(step, output, signal)
    const tally = await compare(step, signal)
    if (output.json) return output.object({ type: 'verified', scope, ...read, ...tally })
    output.line(`${scope}: the journal is whole`)
    if (read) {
      const entries = count(read.entries, 'entry', 'entries')
      output.line(`  ${count(read.segments, 'segment')} read, of ${entries}`)
    }
    output.line(`  ${count(tally.loaded, 'unit')} loaded as they stand`)
    output.line(`  ${count(tally.changed, 'unit')} changed since they were loaded`)
    output.line(`  ${count(tally.pending, 'unit')} yet to be loaded`)
    output.line(`  ${count(tally.gone, 'unit')} loaded, and no longer in ${step.source.url}`)
  })
}

/** How much a journal that keeps segments has in them. */
interface Read {
  readonly segments: number
  readonly entries: number
}

/** Tells of each segment that is spoilt, and throws where any is; undefined where the journal keeps none. */
async function readSegments(
  { scope, journal }: LoadStep,
  output: Output,
  signal: AbortSignal,
): Promise<Read | undefined> {
  if (!journal.verify) return undefined
  let [segments, entries, spoilt] = [0, 0, 0]
  for await (const { url, count: held, fault } of journal.verify()) {
    signal.throwIfAborted()
    segments++
    entries += held
    if (!fault) continue
    if (output.json) output.object({ type: 'spoilt', scope, url, entries: held, ...failureOf(fault) })
    else output.line(`${scope}: ${fault.message}`)
    spoilt++
  }
  if (spoilt === 0) return { segments, entries }
  throw new SourceError(
    'JOURNAL_UNREADABLE',
    `The journal of "${scope}" has ${count(spoilt, 'spoilt segment')} among ${segments}, and was not compared with the listing; do with each what is said of it, and verify again.`,
  )
}

/** How the units of a source stand against what its journal has recorded. */
interface Tally {
  /** Recorded as they now stand. */
  loaded: number
  /** Recorded at another version. */
  changed: number
  /** Not recorded: the next run loads them. */
  pending: number
  /** Recorded, but no longer listed. */
  gone: number
}

async function compare(step: LoadStep, signal: AbortSignal): Promise<Tally> {
  let recorded = 0
  for await (const _ of step.journal.marks()) {
    signal.throwIfAborted()
    recorded++
  }
  const tally = { loaded: 0, changed: 0, pending: 0, gone: 0 }
  let listed = 0
  const counted = async function* () {
    for await (const unit of listUnits(step)) {
      listed++
      yield unit
    }
  }
  for await (const { previous } of step.journal.pending(counted())) {
    signal.throwIfAborted()
    if (previous === undefined) tally.pending++
    else tally.changed++
  }
  tally.loaded = listed - tally.pending - tally.changed
  tally.gone = recorded - tally.loaded - tally.changed
  return tally
}
