import { collect, pages } from '../contracts/source/iterables.js'
import type { Diagnosis, Finding, Right } from '../faults/diagnosis.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { Source, SourceObject } from '../contracts/source/source.js'
import type { Step } from '../contracts/step/step.js'
import { BadRowAllowance } from '../engine/batch/bad-rows.js'
import { isArbalestError } from '../faults/errors.js'

/** What a check of a step found. */
export interface DiagnosedStep extends Finding {
  readonly pipeline: string
  readonly step: Step
}

/** A step, and the name of its pipeline. */
type Named = Pick<DiagnosedStep, 'pipeline' | 'step'>

/**
 * Checks all that a run of `pipelines` needs from outside: access to sources, to the warehouse,
 * to what parts keep of their own, and all rights; yields what each check found. What several
 * steps have in common is yielded once. Changes nothing that stays, and throws nothing that
 * a finding can say.
 *
 * @example
 * ```ts
 * for await (const { check, outcome, remedy } of diagnose(pipelines))
 *   if (outcome === 'failed') console.log(check, remedy?.advice)
 * ```
 */
export async function* diagnose(
  pipelines: readonly Pipeline[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<DiagnosedStep> {
  const known = new Set<string>()
  for (const named of stepsOf(pipelines)) {
    for await (const finding of findingsOf(named.step, signal)) {
      signal?.throwIfAborted()
      const { check, outcome } = finding
      const key = `${outcome} ${check}`
      if (!known.has(key)) yield { ...named, ...finding }
      known.add(key)
    }
  }
}

/**
 * Returns the least that a run of `pipelines` must be allowed, each right once. Does no I/O.
 *
 * @example
 * ```ts
 * for (const { holder, grant } of leastRights(assembly.pipelines)) console.log(holder, grant)
 * ```
 */
export function leastRights(pipelines: readonly Pipeline[]): readonly Right[] {
  const rights = stepsOf(pipelines).flatMap(({ step }) => [
    ...(step.kind === 'load' ? (step.source.diagnosis?.rights() ?? []) : []),
    ...(sinkDiagnosis(step)?.rights() ?? []),
    ...(step.kind === 'load' ? (step.journal.diagnosis?.rights() ?? []) : []),
  ])
  return [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()]
}

function stepsOf(pipelines: readonly Pipeline[]): readonly Named[] {
  return pipelines.flatMap(({ name, steps }) => steps.map((step) => ({ pipeline: name, step })))
}

function sinkDiagnosis(step: Step, sample?: SourceObject): Diagnosis | undefined {
  const { scope, sink } = step
  return step.kind === 'load'
    ? sink.powers.diagnosis?.({
        scope,
        target: step.target,
        source: step.source,
        sample,
        notes: step.idle !== undefined,
        keeps: new BadRowAllowance(step.onBadRow).keeps,
      })
    : sink.powers.diagnosis?.({ scope })
}

async function* findingsOf(step: Step, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  let sample: SourceObject | undefined
  if (step.kind === 'load') {
    const { source } = step
    const listed = await listSome(source, signal)
    sample = listed.sample
    const found = source.diagnosis ? await collect(source.diagnosis.check()) : []
    // A part that knows why says more than the error does.
    if (listed.finding.outcome !== 'failed' || !found.some(({ outcome }) => outcome === 'failed'))
      yield listed.finding
    yield* found
  }
  const sink = sinkDiagnosis(step, sample)
  if (sink) yield* sink.check()
  else yield { check: `reach ${step.sink.url}`, outcome: 'skipped', detail: 'the sink cannot find out' }
  if (step.kind === 'load' && step.journal.diagnosis) yield* step.journal.diagnosis.check()
}

/** Lists the beginning of a source, and chooses the object that is read fastest. */
async function listSome(
  source: Source,
  signal: AbortSignal | undefined,
): Promise<{ readonly finding: Finding; readonly sample?: SourceObject }> {
  const check = `list ${source.url}`
  try {
    for await (const page of pages<SourceObject>(source.list())) {
      const sample = smallest(page)
      if (sample) return { finding: { check, outcome: 'passed', detail: `such as "${sample.key}"` }, sample }
    }
    return { finding: { check, outcome: 'look', detail: 'there is no object' } }
  } catch (error) {
    signal?.throwIfAborted()
    if (!isArbalestError(error)) throw error
    return { finding: { check, outcome: 'failed', detail: error.message } }
  }
}

/** The smallest object that is not empty, as an empty one shows nothing; undefined if there is none. */
function smallest(objects: readonly SourceObject[]): SourceObject | undefined {
  return objects
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => a.size - b.size)
    .at(0)
}
