import type { Listed } from '../contracts/events/listed.js'
import type { Notice } from '../contracts/events/notice.js'
import type { Rehearse, Untried } from '../contracts/sink/sink-powers.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep, SqlStep, Step } from '../contracts/step/step.js'
import { mostBadRows } from '../engine/batch/bad-rows.js'
import { compareNames, refuseDrift } from '../engine/names/compare-names.js'
import { rehearseUnits } from '../engine/batch/rehearse-units.js'
import { pendingBatches } from '../engine/load.js'
import { adviceOn } from '../engine/planning/advice-on.js'
import { refuseTooMuch } from '../engine/planning/allowance.js'
import { Listing } from '../engine/planning/listing.js'
import { NamesTold } from '../engine/names/names-told.js'
import { contextOf } from '../engine/planning/origin-of.js'
import { readNames, type NamesRead } from '../engine/names/read-names.js'
import { newRunId } from '../engine/run-id.js'
import { recall } from '../engine/planning/recall.js'
import { isArbalestError, type ArbalestError } from '../faults/errors.js'
import { RejectionSummary } from '../faults/rejection-summary.js'

/** How a validation behaves. */
export interface ValidateOptions {
  readonly signal?: AbortSignal | undefined
  /** How many units of each step to try. Default: all. */
  readonly sample?: number | undefined
}

/** What was tried of a step, and what came of it. */
export interface ValidatedStep extends Trial {
  readonly pipeline: string
  readonly step: Step
}

interface Trial {
  /** Whether the sink can try anything. */
  readonly possible: boolean
  readonly units: number
  readonly objects: number
  /** What was listed: all if there is nothing to try. Absent for statements. */
  readonly listed?: Listed | undefined
  /** How many rows do not fit. */
  readonly rejected: number
  /** How many rows that do not fit a run of the step may leave out: the others would be refused, if there are more. */
  readonly mayReject: number
  /** Which they are. Absent for statements. */
  readonly rejections?: RejectionSummary | undefined
  /** What a person would want to know before the run. */
  readonly notices: readonly Notice[]
  /** What could not be tried without changing something. */
  readonly untried: readonly Untried[]
  /** What would end the run. */
  readonly error?: ArbalestError | undefined
}

const NOTHING: Trial = {
  possible: true,
  units: 0,
  objects: 0,
  rejected: 0,
  mayReject: 0,
  notices: [],
  untried: [],
}

/**
 * Tries what a run of `pipelines` would do now, and yields what is wrong with each step, not
 * with the first alone. Changes nothing. Throws what waiting may cure, and what is no error
 * of Arbalest's.
 *
 * @example
 * ```ts
 * for await (const { step, rejected, mayReject, error } of validate(pipelines))
 *   if (error || rejected > mayReject) console.log(step.scope, error?.message, rejected)
 * ```
 */
export async function* validate(
  pipelines: readonly Pipeline[],
  { signal, sample = Infinity }: ValidateOptions = {},
): AsyncGenerator<ValidatedStep> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const [index, step] of steps.entries()) {
      signal?.throwIfAborted()
      const before = steps.slice(0, index)
      const trial = step.kind === 'load' ? tryLoad(step, sample, signal) : trySql(step, before)
      yield { pipeline, step, ...(await trial.catch(failed)) }
    }
  }
}

/** Returns the trial of what failed; throws what is no fault of the step. */
function failed(error: unknown): Trial {
  if (!isArbalestError(error) || error.retryable) throw error
  return { ...NOTHING, error }
}

async function tryLoad(step: LoadStep, sample: number, signal: AbortSignal | undefined): Promise<Trial> {
  const { rehearse } = step.sink.powers
  if (!rehearse) return { ...NOTHING, possible: false }
  const read: NamesRead[] = []
  const trial = await tryBatches(step, rehearse, { sample, signal, read }).catch(failed)
  return { ...trial, notices: [...trial.notices, ...new NamesTold().news(compareNames(step, read))] }
}

/** How batches are tried; `read` is given the names that are read. */
interface Trying {
  readonly sample: number
  readonly signal: AbortSignal | undefined
  readonly read: NamesRead[]
}

async function tryBatches(
  step: LoadStep,
  rehearse: Rehearse,
  { sample, signal, read }: Trying,
): Promise<Trial> {
  const run = newRunId()
  const rejections = new RejectionSummary()
  const { snapshot, table, notices: recalled } = await recall(step)
  const notices = [...recalled, ...adviceOn(step, table)]
  if (step.limits) await refuseTooMuch(step, pendingBatches(step, snapshot))
  let [units, objects, rejected] = [0, 0, 0]
  const listing = new Listing()
  for await (const batch of pendingBatches(step, snapshot, listing)) {
    signal?.throwIfAborted()
    const tried = batch.slice(0, sample - units)
    const names = await readNames(step, tried)
    read.push(names)
    const found = await rehearseUnits(step, tried, run)
    // Rows that are refused say more of what is wrong.
    if (found.rejected === 0) refuseDrift(step, compareNames(step, [names]))
    rejections.add(found.rejections ?? [], found.rejected)
    rejected += found.rejected
    units += tried.length
    objects += tried.reduce((sum, unit) => sum + unit.objects.length, 0)
    if (units >= sample) break
  }
  // With nothing to load there is still a table to be made, or one that may not be as the target says.
  if (units === 0) await rehearse(contextOf(step), async (tx) => void (await tx.copy(step.target, [])))
  const mayReject = mostBadRows(step.onBadRow)
  const { listed } = listing
  return { ...NOTHING, units, objects, listed, rejected, mayReject, rejections, notices }
}

/** Tries the statements, as far as something could take them back. */
async function trySql(step: SqlStep, before: readonly Step[]): Promise<Trial> {
  if (step.transaction === 'none') return untriedAll(step, 'its step has transaction: none')
  const alone = before.find((each) => runsAlone(each) && each.sink.url === step.sink.url)
  if (!alone) return tryStatements(step, before)
  return tryStatements(step, before).catch((error: unknown) => {
    if (!isArbalestError(error) || error.retryable) throw error
    return untriedAll(step, `"${alone.scope}" was not tried, and without it: ${error.message}`)
  })
}

function untriedAll({ statements }: SqlStep, because: string): Trial {
  const of = statements.length
  const untried = statements.map((statement, index) => ({
    statement,
    reason: `statement ${index + 1} of ${of}, because ${because}`,
  }))
  return { ...NOTHING, untried }
}

function runsAlone(step: Step): boolean {
  return step.kind === 'sql' && step.transaction === 'none'
}

/** Runs the statements upon the tables that the steps before them would have made. */
async function tryStatements({ scope, sink, statements }: SqlStep, before: readonly Step[]): Promise<Trial> {
  const { rehearse } = sink.powers
  if (!rehearse) return { ...NOTHING, possible: false }
  let rejected = 0
  const { untried = [] } = await rehearse({ scope }, async (tx) => {
    for (const step of before) {
      if (step.sink.url !== sink.url || runsAlone(step)) continue
      if (step.kind === 'load') await tx.copy(step.target, [])
      else for (const statement of step.statements) await tx.execute(statement)
    }
    for (const statement of statements) rejected += (await tx.execute(statement))?.rejected ?? 0
  })
  return { ...NOTHING, rejected, untried: untried.filter(({ statement }) => statements.includes(statement)) }
}
