import { counted } from '@arbalest/core/host'
import { performOnStep } from '../../perform/perform-on-step.js'
import { printable } from '../../words/printable.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/** Prints what the journal of a step has recorded, a unit a line, in key order. Changes nothing. */
export function journalShowCommand(scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async ({ journal }, output, signal) => {
    let units = 0
    for await (const page of journal.upkeep.marks()) {
      signal.throwIfAborted()
      units += page.length
      for (const { key, version, state, reason } of page) {
        const aside = state === 'quarantined' && { state, reason }
        if (output.json) output.object({ type: 'recorded', scope, key, version, ...aside })
        else output.line(`${printable(key)}\t${printable(version)}${aside ? '\tquarantined' : ''}`)
      }
    }
    output.progress(`${counted(units, 'unit')} recorded for ${scope}`)
  })
}
