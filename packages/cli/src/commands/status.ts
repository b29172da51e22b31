import {
  status,
  type GoneUnits,
  type LoadStep,
  type PastRun,
  type StandingStep,
  type StepStatus,
} from '@arbalest/core'
import { counted, pastRuns } from '@arbalest/core/host'
import { collect, type LedgerEntry } from '@arbalest/core/plugin'
import { failureOf } from '../output/failure.js'
import type { Output } from '../output/output.js'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { describePlace } from '../reporters/describe-place.js'
import { bytes, duration } from '../words/amount.js'
import { printable } from '../words/printable.js'

/** What `status` may be told besides the names of pipelines. */
export interface StatusOptions extends PipelineOptions {
  /** Milliseconds after which a pending object is late, so that somebody should look. Default: none is. */
  readonly maxLag?: number
  /** Whether the last runs of each step are shown. */
  readonly runs?: boolean
}

/**
 * Prints how each load step of the pipelines `names`, all if there are no names, stands: what is pending,
 * since when, and what was loaded last. Changes nothing. Fails if a step cannot be looked at.
 */
export function statusCommand(names: readonly string[], options: StatusOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    const errors: unknown[] = []
    for await (const found of status(pipelines, { signal })) {
      const runs = options.runs && !found.error ? await recentRuns(found.step) : undefined
      const late = isLate(found, options.maxLag)
      output.wantsLook ||= late || (found.quarantined ?? 0) + (found.kept ?? 0) > 0
      show(found, { runs, late }, output)
      if (found.error) errors.push(found.error)
    }
    for (const error of errors.slice(0, -1)) output.error(error)
    if (errors.length > 0) throw errors.at(-1)
  })
}

/** How many runs of a step are shown. */
const MOST_RUNS = 10

/** How many entries of a ledger are read for that: a run has one for each transaction. */
const MOST_ENTRIES = 1_000

async function recentRuns({ scope, sink }: LoadStep): Promise<readonly PastRun[]> {
  const { ledger } = sink.powers
  return ledger ? pastRuns(await collect(ledger.entries({ scope, limit: MOST_ENTRIES })), MOST_RUNS) : []
}

/** Whether something has been pending for longer than it may, or for nobody knows how long. */
function isLate(found: StepStatus, maxLag: number | undefined): boolean {
  if (maxLag === undefined || found.error || found.pending.objects === 0) return false
  const { pending } = found
  return pending.oldest === undefined || ageOf(pending.oldest) > maxLag
}

interface Details {
  readonly runs: readonly PastRun[] | undefined
  readonly late: boolean
}

function show(found: StepStatus, { runs, late }: Details, output: Output): void {
  const { pipeline, step, error } = found
  if (output.json) {
    const place = { type: 'status', pipeline, step: step.name, ...describePlace(step) }
    output.object({ ...place, ...(error ? { error: failureOf(error) } : asObject(found, { runs, late })) })
    return
  }
  if (error) output.line(`${step.scope}: cannot be looked at: ${printable(error.message)}`)
  else for (const line of asLines(found, { runs, late })) output.line(line)
}

function asObject(
  { step, pending, quarantined, kept, gone, lastLoad }: StandingStep,
  { runs, late }: Details,
): object {
  const { oldest, ...backlog } = pending
  return {
    pending: { ...backlog, ...(oldest && { oldest: oldest.toISOString(), age: ageOf(oldest) }) },
    late,
    quarantined,
    ...(kept !== undefined && { kept }),
    ...(gone && { gone }),
    ledger: step.sink.powers.ledger !== undefined,
    ...(lastLoad && { lastLoad }),
    ...(runs && { runs }),
  }
}

function* asLines(
  { step, pending, quarantined, kept = 0, gone, lastLoad }: StandingStep,
  { runs = [], late }: Details,
): Generator<string> {
  const { units, objects, oldest } = pending
  const age = oldest ? `, the oldest for ${duration(ageOf(oldest))}` : ', for an unknown time'
  const backlog =
    objects === 0 && units === 0
      ? 'nothing is pending'
      : `${counted(objects, 'object')} (${bytes(pending.bytes)}) in ${counted(units, 'unit')} pending${age}${late ? ', which is too long' : ''}`
  const aside = quarantined > 0 ? `, ${counted(quarantined, 'unit')} in quarantine` : ''
  yield `${step.scope}: ${backlog}${aside}`
  if (units > 0) yield `  pending: ${named(pending)}`
  if (kept > 0)
    yield `  not loaded, but kept: ${counted(kept, 'row')} that did not fit (arbalest report shows why)`
  if (gone && gone.units > 0)
    yield `  loaded, and no longer in ${step.source.url}: ${named(gone)} (arbalest journal verify says what to do)`
  yield `  ${describeLastLoad(lastLoad, step.sink.powers.ledger !== undefined)}`
  for (const { run, from, transactions, objects: loaded, rows, rejected } of runs) {
    const left = rejected > 0 ? `, ${counted(rejected, 'row')} rejected` : ''
    yield `  ${from?.toISOString() ?? '?'}  ${run}  ${counted(transactions, 'transaction')}, ${counted(loaded, 'object')}, ${counted(rows, 'row')}${left}`
  }
}

function named({ units, first }: GoneUnits): string {
  const others = units - first.length
  return `${first.map(printable).join(', ')}${others > 0 ? ` and ${counted(others, 'other')}` : ''}`
}

function describeLastLoad(load: LedgerEntry | undefined, isKept: boolean): string {
  if (!isKept) return 'the last load is not known: the sink keeps no ledger'
  if (!load) return 'no load is in the ledger'
  const { loadedAt, objects, rows, rejected } = load
  const ago = loadedAt ? ` ${duration(Math.max(0, ageOf(loadedAt)))} ago (${loadedAt.toISOString()})` : ''
  return `loaded last${ago}: ${counted(objects, 'object')}, ${counted(rows, 'row')}${rejected > 0 ? `, ${counted(rejected, 'row')} rejected` : ''}`
}

function ageOf(time: Date): number {
  return Date.now() - time.getTime()
}
