import { counted } from '@arbalest/core/host'
import { plan, type LoadStep, type Pending, type PlannedStep } from '@arbalest/core'
import { showPartition } from '@arbalest/core/plugin'
import { bytes } from '../words/amount.js'
import { describeColumns } from '../words/describe-columns.js'
import { describeStatement } from '../words/describe-statement.js'
import { failureOf } from '../output/failure.js'
import { showGraph } from './show-graph.js'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import { printable } from '../words/printable.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { describePlace } from '../reporters/describe-place.js'
import { describeNotice } from '../reporters/describe-notice.js'
import { describeNothing, describeStep } from '../reporters/describe-step.js'

/** What `plan` may be told besides the names of pipelines. */
export interface PlanCommandOptions extends PipelineOptions {
  /** Whether to read some objects, and compare the names in them with the target's. */
  readonly names?: boolean
  /** Whether to draw which pipelines need which, and nothing else. */
  readonly graph?: boolean
  /** Whether to draw it in Mermaid. */
  readonly mermaid?: boolean
}

/** Prints what `run` would do now with the pipelines `names`, all if there are no names. Changes nothing. */
export function planCommand(names: readonly string[], options: PlanCommandOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    if (options.graph) return showGraph(pipelines, output, options.mermaid)
    for await (const planned of plan(pipelines, { signal, names: options.names })) {
      if (output.json) output.object(asObject(planned))
      else for (const line of asLines(planned)) output.line(line)
      output.wantsLook ||= planned.pending !== undefined && wantsLook(planned.pending)
    }
  })
}

function wantsLook({ excess, notices }: Pending): boolean {
  return excess !== undefined || notices.some(({ look }) => look)
}

function asObject({ pipeline, step, pending }: PlannedStep): object {
  const { excess, ...planned } = pending ?? {}
  const statements = step.kind === 'sql' && { statements: step.statements.map(({ text }) => text) }
  return {
    type: 'planned',
    pipeline,
    step: step.name,
    kind: step.kind,
    ...describePlace(step),
    ...statements,
    ...planned,
    ...(excess && { excess: failureOf(excess) }),
  }
}

function* asLines({ step, pending }: PlannedStep): Generator<string> {
  if (pending) {
    yield `${step.scope}: ${describeStep(step)}`
    return yield* describePending(step, pending)
  }
  yield `${step.scope}: ${describeStep(step)}, ${counted(step.statements.length, 'statement')}`
  for (const { text } of step.statements) yield `  ${describeStatement(text, '  ')}`
}

function* describePending(step: LoadStep, pending: Pending): Generator<string> {
  const { listed, from, units, objects, changed, transactions, copies, first, adds = [], excess } = pending
  if (from !== undefined) yield `  ${describeListing(from)}`
  for (const notice of pending.notices) yield `  ${describeNotice(notice)}`
  if (units === 0) return yield `  ${describeNothing(step, listed)}`
  if (adds.length > 0) yield `  adds ${describeColumns(adds)} to ${step.target.table} first`
  const again = changed > 0 ? `, ${changed} of them changed since they were loaded` : ''
  yield `  ${counted(objects, 'object')} (${bytes(pending.bytes)}) in ${counted(units, 'unit')}${again}; ${counted(transactions, 'transaction')}${copies === undefined ? '' : `, the largest of ${counted(copies, 'copy', 'copies')}`}`
  yield `  units: ${first.map(printable).join(', ')}${units > first.length ? ', …' : ''}`
  if (excess) yield `  a run stops before it loads any of them: ${printable(excess.message)}`
}

function describeListing(from: string | null): string {
  return from === null
    ? 'compares all partitions with what has been loaded'
    : `compares the partitions from ${showPartition(from)} on; those before are not listed`
}
