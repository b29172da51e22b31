import { amount, counted } from '@arbalest/core/host'
import type {
  Listed,
  Step,
  StepFinished,
  StepRefreshed,
  StepRetrying,
  StepStopped,
  TableEvolved,
} from '@arbalest/core'
import { bytes, seconds } from '../words/amount.js'
import { describeColumns } from '../words/describe-columns.js'
import type { Progress } from './progress.js'
import { describeTally, sizeOf } from './tally.js'

/** Where a step's rows come from and go to. */
export function describeStep(step: Step): string {
  if (step.kind === 'load') return `from ${step.source.url} into ${step.target.table} at ${step.sink.url}`
  return `SQL at ${step.sink.url}${step.transaction === 'none' ? ', each statement by itself' : ''}`
}

/** What has been added to the table of a step. */
export function describeEvolution({ step, columns }: TableEvolved): string {
  return `added ${describeColumns(columns)} to ${step.target.table}`
}

/** What has been done ahead of a full refresh. */
export function describeRefresh({ step, deleted }: StepRefreshed): string {
  const rows = deleted
    ? `all rows of "${step.target.table}" deleted`
    : `all rows of "${step.target.table}" are replaced at once`
  return `all records are removed, ${rows}; loads everything again`
}

/** Why there is nothing to load: an empty prefix reads otherwise than one that is loaded. */
export function describeNothing(step: Step, listed: Listed | undefined, idle = false): string {
  if (idle && listed)
    return `nothing to load: what is listed is the same as before (${amount(listed.objects)})`
  if (step.kind === 'sql' || !listed) return 'nothing to load'
  return listed.objects === 0
    ? `nothing to load: ${counted(0, 'object')} under ${step.source.url}`
    : `nothing to load: all objects listed are loaded (${amount(listed.objects)})${listed.quarantined ? `, except ${counted(listed.quarantined, 'unit')} in quarantine` : ''}`
}

/** What a step that has finished has done. */
export function describeFinish(
  { step, listed, idle }: StepFinished,
  { tally, milliseconds }: Progress,
): string {
  if (tally.transactions === 0) return describeNothing(step, listed, idle)
  return `${describeTally(tally)}, in ${seconds(milliseconds)}`
}

/** Why a step has ended before it had done all, and what it has left. */
export function describeStop({ reason, units }: StepStopped): string {
  if (reason === 'running') return 'skipped, because another run is loading it'
  const { objects, bytes: size } = sizeOf(units)
  const left = objects === 0 ? '' : `; ${counted(objects, 'object')} (${bytes(size)}) pending, and maybe more`
  return `stopped, because the time is up${left}`
}

/** Why a step is tried again, and when. */
export function describeRetry({ error, failures, delay }: StepRetrying): string {
  const often = failures === 1 ? '' : ` ${failures} times in a row`
  return `failed${often} (${error.code}: ${error.message}); trying again in ${seconds(delay)}`
}
