import { verify, type Verified } from '@arbalest/core'
import { count } from '../words/amount.js'
import { failureOf } from '../output/failure.js'
import { performOnStep } from '../perform/perform-on-step.js'
import { printable } from '../words/printable.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'

/**
 * Reads all that a journal keeps, and compares it with the listing; changes nothing.
 * If segments of it are spoilt, it reports each, compares nothing, and fails.
 */
export function journalVerifyCommand(scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output, signal) => {
    for await (const found of verify(step, { signal })) {
      if (found.type === 'verified') {
        const { read, ...tally } = found
        if (output.json) output.object({ ...tally, ...read, scope })
        else for (const line of describe(found, scope, step.source.url)) output.line(line)
      } else {
        const { url, count: entries, fault } = found.segment
        if (output.json) output.object({ type: 'spoilt', scope, url, entries, ...failureOf(fault) })
        else output.line(`${scope}: ${printable(fault.message)}`)
      }
    }
  })
}

function* describe({ read, ...tally }: Verified, scope: string, source: string): Generator<string> {
  yield `${scope}: the journal is whole`
  if (read) yield `  ${count(read.segments, 'segment')} read, of ${count(read.entries, 'entry', 'entries')}`
  yield `  ${count(tally.loaded, 'unit')} loaded as they stand`
  if (tally.quarantined) yield `  ${count(tally.quarantined, 'unit')} quarantined as they stand`
  yield `  ${count(tally.changed, 'unit')} changed since they were loaded`
  yield `  ${count(tally.pending, 'unit')} yet to be loaded`
  yield `  ${count(tally.gone, 'unit')} loaded, and no longer in ${source}`
}
