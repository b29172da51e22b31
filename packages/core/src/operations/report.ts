import type { LedgerEntry } from '../contracts/sink/ledger.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep } from '../contracts/step/step.js'
import { isArbalestError, type ArbalestError } from '../faults/errors.js'
import { RejectionSummary } from '../faults/rejection-summary.js'
import { compareStep, type Comparison } from './diff.js'
import { collect } from '../contracts/source/iterables.js'
import { CalendarDraft, type Calendar } from './report/calendar.js'
import { pastRuns, type PastRun } from './report/past-runs.js'
import { survey, type OpenUnit } from './report/survey.js'
import type { UnitCounts } from './report/unit-counts.js'

/** How a report is made. */
export interface ReportOptions {
  readonly signal?: AbortSignal | undefined
  /** How many of the units that a run would load are tried first, in each step, without loading them. Default: 10. */
  readonly tries?: number | undefined
}

/** All that is known of a load step: how each of its units stands, what its runs did, and how its table is. */
export type StepReport = ReportedStep | UnreportedStep

/** A load step that could be looked at. */
export interface ReportedStep {
  readonly pipeline: string
  readonly step: LoadStep
  readonly calendar: Calendar
  readonly units: UnitCounts
  /** The first 1,000 units that are not loaded at their current versions. */
  readonly open: readonly OpenUnit[]
  /** The last 100 runs that loaded something, the newest first. Absent: the sink keeps no ledger. */
  readonly runs?: readonly PastRun[] | undefined
  /** How many units were tried. Absent: the sink can try nothing. */
  readonly tried?: number | undefined
  /** The rows of these that would be refused. */
  readonly rejections: RejectionSummary
  /** The rows of what is loaded that did not fit, and are kept beside the table. Absent: the sink can keep none. */
  readonly kept?: RejectionSummary | undefined
  /** How the table differs from the target; or the error, if that cannot be found out. */
  readonly table: Comparison | ArbalestError
  readonly error?: undefined
}

/** A load step that could not be looked at. */
export interface UnreportedStep {
  readonly pipeline: string
  readonly step: LoadStep
  /** Why: with this a run would end, too. */
  readonly error: ArbalestError
}

/** How many entries of the ledger are read, the newest first: the hours of two years. */
const MOST_ENTRIES = 20_000

const MOST_RUNS = 100

/** How many of the rows that are kept are read, the newest first; the others are counted. */
const MOST_KEPT = 10_000

const DEFAULT_TRIES = 10

/**
 * Yields all that is known of each load step of `pipelines`. Nothing is taken from a process's
 * memory: it lists all there is, reads the journal and the ledger, describes the table, and tries
 * some of what is pending. Changes nothing. What keeps it from looking at a step is part of what
 * it yields.
 *
 * @example
 * ```ts
 * for await (const found of report(pipelines))
 *   if (!found.error) for (const { key, state } of found.open) console.log(found.step.scope, key, state)
 * ```
 */
export async function* report(
  pipelines: readonly Pipeline[],
  { signal, tries = DEFAULT_TRIES }: ReportOptions = {},
): AsyncGenerator<StepReport> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const step of steps) {
      if (step.kind !== 'load') continue
      signal?.throwIfAborted()
      yield { pipeline, step, ...(await look(step, tries, signal)) }
    }
  }
}

type Looked = Omit<ReportedStep, 'pipeline' | 'step'> | Pick<UnreportedStep, 'error'>

async function look(step: LoadStep, tries: number, signal: AbortSignal | undefined): Promise<Looked> {
  try {
    const entries = await newestEntries(step)
    const draft = new CalendarDraft(step.source.series ? 'partition' : 'written')
    const found = await survey(step, draft, { tries, signal })
    return {
      ...found,
      calendar: draft.finish(entries ?? []),
      ...(entries && { runs: pastRuns(entries, MOST_RUNS) }),
      ...(await keptRows(step)),
      table: await compareStep(step).catch(errorOf),
    }
  } catch (error) {
    signal?.throwIfAborted()
    return { error: errorOf(error) }
  }
}

async function newestEntries({ scope, sink }: LoadStep): Promise<readonly LedgerEntry[] | undefined> {
  const { ledger } = sink.powers
  return ledger && collect(ledger.entries({ scope, limit: MOST_ENTRIES }))
}

async function keptRows({ scope, sink }: LoadStep): Promise<Pick<ReportedStep, 'kept'>> {
  const { rejects } = sink.powers
  if (!rejects) return {}
  const rows = await collect(rejects.rows({ scope, limit: MOST_KEPT }))
  return { kept: RejectionSummary.of(rows, await rejects.count(scope)) }
}

/** Returns an error of Arbalest's, and throws any other. */
function errorOf(error: unknown): ArbalestError {
  if (!isArbalestError(error)) throw error
  return error
}
