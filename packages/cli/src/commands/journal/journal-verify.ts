import { counted } from '@arbalest/core/host'
import { verify, type Verified } from '@arbalest/core'
import { failureOf } from '../../output/failure.js'
import { performOnStep } from '../../perform/perform-on-step.js'
import { printable } from '../../words/printable.js'
import { commandsFor, UnevenUnits } from '../../reporters/uneven-units.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'

/**
 * Reads all that a journal keeps, and compares listing, marks and ledger; changes nothing. Names
 * what they do not know alike, with the commands that mend it. If segments of the journal are spoilt,
 * it reports each, compares nothing, and fails.
 */
export function journalVerifyCommand(scope: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output, signal) => {
    const place = { pipeline: scope.split('/')[0]!, scope, config: options.config }
    const units = new UnevenUnits(place)
    for await (const found of verify(step, { signal })) {
      if (found.type === 'verified') {
        const { read, ...tally } = found
        if (output.json) output.object({ ...tally, ...read, scope })
        else for (const line of describe(found, units, step)) output.line(line)
      } else if (found.type === 'uneven') {
        if (output.json) output.object({ ...found, scope, commands: commandsFor(place, [found]) })
        else units.add(found)
      } else {
        const { url, count: entries, fault } = found.segment
        if (output.json) output.object({ type: 'spoilt', scope, url, entries, ...failureOf(fault) })
        else output.line(`${scope}: ${printable(fault.message)}`)
      }
    }
  })
}

interface Verifiable {
  readonly scope: string
  readonly source: { readonly url: string }
}

function* describe(
  { read, ledger, ...tally }: Verified,
  units: UnevenUnits,
  { scope, source }: Verifiable,
): Generator<string> {
  yield `${scope}: the journal is whole`
  if (read)
    yield `  ${counted(read.segments, 'segment')} read, of ${counted(read.entries, 'entry', 'entries')}`
  yield `  ${counted(tally.loaded, 'unit')} loaded at their current versions`
  if (ledger?.unnoted)
    yield `  ${counted(ledger.unnoted, 'unit')} of these in no load of the ledger: imported, loaded before there was a ledger, or too long ago`
  yield* units.describe('unnoted')
  if (tally.quarantined > 0)
    yield `  ${counted(tally.quarantined, 'unit')} quarantined at their current versions`
  yield* units.describe('quarantined')
  yield `  ${counted(tally.changed, 'unit')} changed since they were loaded`
  yield* units.describe('changed')
  yield `  ${counted(tally.pending, 'unit')} yet to be loaded`
  yield* units.describe('pending')
  if (ledger?.unrecorded)
    yield `  ${counted(ledger.unrecorded, 'unit')} of these perhaps in the table, because the ledger has a load with such keys and times: their records were removed, or they were not loaded with the others`
  yield* units.describe('unrecorded')
  yield `  ${counted(tally.gone, 'unit')} loaded, and no longer in ${source.url}`
  yield* units.describe('gone')
  if (ledger) yield `  ${counted(ledger.entries, 'load')} in the ledger`
}
