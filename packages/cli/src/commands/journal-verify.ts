import { listUnits, type LoadStep } from '@arbalest/core'
import { count } from '../amount.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { performOnStep } from '../journal-step.js'

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

/** Reads all that a journal keeps, and compares it with the listing; changes nothing. Fails where the journal cannot be read. */
export function journalVerifyCommand(scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output, signal) => {
    const tally = await compare(step, signal)
    if (output.json) return output.object({ type: 'verified', scope, ...tally })
    output.line(`${scope}: the journal is whole`)
    output.line(`  ${count(tally.loaded, 'unit')} loaded as they stand`)
    output.line(`  ${count(tally.changed, 'unit')} changed since they were loaded`)
    output.line(`  ${count(tally.pending, 'unit')} yet to be loaded`)
    output.line(`  ${count(tally.gone, 'unit')} loaded, and no longer in ${step.source.url}`)
  })
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
