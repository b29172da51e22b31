import { plan, RejectionSummary, type LoadStep, type SqlStep, type Step } from '@arbalest/core'
import { count } from '../amount.js'
import type { ValidateOptions } from '../command-line.js'
import { failureOf, isForeseen } from '../failure.js'
import { loadPipelines } from '../load-pipelines.js'
import type { Output } from '../output.js'
import { perform } from '../perform.js'
import { Refusal } from '../refusal.js'

/**
 * Tries what `run` would do now with the pipelines `names`, all unless any is given, and
 * says all that is wrong: in every step, not in the first alone. Changes nothing.
 */
export function validateCommand(
  names: readonly string[],
  { config: file, json = false, sample = Infinity }: ValidateOptions,
): Promise<number> {
  return perform(json, async (output, signal) => {
    const errors: unknown[] = []
    for (await using pipeline of await loadPipelines({ names, file, signal }, output)) {
      for (const [index, step] of pipeline.steps.entries()) {
        signal.throwIfAborted()
        const trial = await (
          step.kind === 'load'
            ? tryLoad(step, sample, signal)
            : tryStatements(step, pipeline.steps.slice(0, index))
        ).catch((error: unknown): Trial => ({ ...NOTHING, error: foreseen(error) }))
        const error = trial.error ?? refusalOf(step, trial)
        tell(step, trial, pipeline.name, output)
        if (error) errors.push(error)
      }
    }
    for (const error of errors.slice(0, -1)) output.error(error)
    if (errors.length > 0) throw errors.at(-1)
  })
}

/** What was tried of a step, and what came of it. */
interface Trial {
  readonly units: number
  readonly objects: number
  /** How many rows would be refused. */
  readonly refused: number
  /** Which they are. */
  readonly rejections?: RejectionSummary
  /** Whether the sink can try anything. */
  readonly possible: boolean
  readonly error?: Error
}

const NOTHING: Trial = { units: 0, objects: 0, refused: 0, possible: true }

async function tryLoad(step: LoadStep, sample: number, signal: AbortSignal): Promise<Trial> {
  const { scope, sink, strategy, target } = step
  if (!sink.rehearse) return { ...NOTHING, possible: false }
  const rejections = new RejectionSummary()
  let [units, objects, refused] = [0, 0, 0]
  for await (const batch of plan(step)) {
    signal.throwIfAborted()
    const tried = batch.slice(0, sample - units)
    const found = await sink.rehearse(scope, async (tx) => void (await strategy.load(tx, target, tried)))
    rejections.add(found.rejections ?? [], found.rejected)
    refused += found.rejected
    units += tried.length
    objects += tried.reduce((sum, unit) => sum + unit.objects.length, 0)
    if (units >= sample) break
  }
  // With nothing to load there is still a table to be made, or one that may not be as the target says.
  if (units === 0) await sink.rehearse(scope, async (tx) => void (await tx.copy(target, [])))
  return { units, objects, rejections, refused, possible: true }
}

/** Runs the statements upon the tables that the steps before them would have made. */
async function tryStatements({ scope, sink, statements }: SqlStep, before: readonly Step[]): Promise<Trial> {
  if (!sink.rehearse) return { ...NOTHING, possible: false }
  await sink.rehearse(scope, async (tx) => {
    for (const step of before) {
      if (step.kind === 'load' && step.sink.url === sink.url) await tx.copy(step.target, [])
      if (step.kind === 'sql' && step.sink.url === sink.url) {
        for (const statement of step.statements) await tx.execute(statement)
      }
    }
    for (const statement of statements) await tx.execute(statement)
  })
  return NOTHING
}

/** `error` where it tells of a fault; what waiting may cure, and what nobody foresaw, is thrown. */
function foreseen(error: unknown): Error {
  if (!isForeseen(error) || error.retryable) throw error
  return error
}

function refusalOf({ scope }: Step, { rejections, refused }: Trial): Refusal | undefined {
  if (!rejections || refused === 0) return undefined
  return new Refusal(`${scope}: ${count(refused, 'row')} would be refused.`, rejections)
}

function tell(step: Step, trial: Trial, pipeline: string, output: Output): void {
  const { units, objects, refused, rejections, possible, error } = trial
  if (output.json) {
    output.object({
      type: 'validated',
      pipeline,
      step: step.name,
      kind: step.kind,
      possible,
      units,
      objects,
      refused,
      ...(rejections && { rejections: rejections.groups }),
      ...(error && { error: failureOf(error) }),
    })
    return
  }
  output.line(`${step.scope}: ${describe(step, trial)}`)
}

function describe(step: Step, { units, objects, refused, possible, error }: Trial): string {
  if (!possible) return `cannot be tried: ${step.sink.url} has no way to`
  if (error) return `would fail: ${failureOf(error).message}`
  if (step.kind === 'sql') return `${count(step.statements.length, 'statement')} run, and rolled back`
  if (units === 0) return 'nothing to load; the table would do'
  const read = `${count(objects, 'object')} in ${count(units, 'unit')} read`
  return refused === 0
    ? `${read}, every row would be loaded`
    : `${read}, ${count(refused, 'row')} would be refused`
}
