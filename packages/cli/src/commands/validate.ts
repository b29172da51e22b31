import { validate, type SqlStep, type ValidatedStep } from '@arbalest/core'
import { amount, counted, RejectionSummary } from '@arbalest/core/host'
import { describeRejections, shownGroups } from '../words/describe-rejections.js'
import { failureOf } from '../output/failure.js'
import type { Output } from '../output/output.js'
import { printable } from '../words/printable.js'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { Refusal } from '../output/refusal.js'
import { describeNotice } from '../reporters/describe-notice.js'
import { describeNothing } from '../reporters/describe-step.js'

/** The options of `validate`. */
export interface ValidateOptions extends PipelineOptions {
  /** How many units of each step to try. Default: all. */
  readonly sample?: number
}

/**
 * Tries what `run` would do now with the pipelines `names`, all if there are no names, and
 * reports all that is wrong: in every step, not in the first alone. Changes nothing.
 */
export function validateCommand(names: readonly string[], options: ValidateOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    const errors: unknown[] = []
    for await (const validated of validate(pipelines, { signal, sample: options.sample })) {
      show(validated, output)
      output.wantsLook ||=
        !validated.possible || validated.rejected > 0 || validated.notices.some(({ look }) => look)
      const error = validated.error ?? refusalOf(validated)
      if (error) errors.push(error)
    }
    for (const error of errors.slice(0, -1)) output.error(error)
    if (errors.length > 0) throw errors.at(-1)
  })
}

/** Returns what is wrong if more rows do not fit than a run may leave out. */
function refusalOf({ step, rejections, rejected, mayReject }: ValidatedStep): Refusal | undefined {
  if (rejected <= mayReject) return undefined
  const allowed = mayReject > 0 ? `, and onBadRow allows ${amount(mayReject)}` : ''
  const message = `${step.scope}: ${counted(rejected, 'row')} would be refused${allowed}.`
  return new Refusal(message, rejections ?? new RejectionSummary())
}

function show(validated: ValidatedStep, output: Output): void {
  const { pipeline, step, units, objects, rejected, mayReject, rejections } = validated
  const { possible, notices, untried, error } = validated
  if (!output.json) {
    output.line(`${step.scope}: ${describe(validated)}`)
    for (const notice of notices) output.line(`  ${describeNotice(notice)}`)
    // Those of more than may be left out are shown with the error.
    if (rejections && rejected > 0 && rejected <= mayReject)
      for (const line of describeRejections(rejections, output.mayShowValues())) output.line(line)
    return
  }
  output.object({
    type: 'validated',
    pipeline,
    step: step.name,
    kind: step.kind,
    possible,
    units,
    objects,
    refused: rejected,
    ...(mayReject > 0 && { mayReject }),
    ...(untried.length > 0 && { untried: untried.map(describeUntried) }),
    ...(step.kind === 'load' && { notices }),
    ...(rejections && { rejections: shownGroups(rejections, output.mayShowValues()) }),
    ...(error && { error: failureOf(error, output.mayShowValues()) }),
  })
}

function describe({
  step,
  units,
  objects,
  listed,
  rejected,
  mayReject,
  possible,
  notices,
  untried,
  error,
}: ValidatedStep): string {
  if (!possible) return `not tried: ${step.sink.url} cannot try loads`
  if (error) return `would fail: ${printable(error.message)}`
  if (step.kind === 'sql') return describeStatements(step, rejected, untried)
  if (units === 0)
    return `${describeNothing(step, listed)}; the table fits its target, or the first load makes it`
  const read = `${counted(objects, 'object')} in ${counted(units, 'unit')} read`
  if (rejected > 0 && rejected <= mayReject)
    return `${read}, ${counted(rejected, 'row')} would be left out, of ${amount(mayReject)} that onBadRow allows`
  return rejected === 0
    ? `${read}, every row would be loaded${notices.some(({ look }) => look) ? ', but look at its names' : ''}`
    : `${read}, ${counted(rejected, 'row')} would be refused`
}

function describeStatements(
  { statements, transaction }: SqlStep,
  rejected: number,
  untried: ValidatedStep['untried'],
): string {
  if (transaction === 'none')
    return `not tried: ${counted(statements.length, 'statement')}, each of which would run by itself (transaction: none)`
  const tried = `${counted(statements.length - untried.length, 'statement')} run, and rolled back`
  const refused = rejected > 0 ? [`${counted(rejected, 'row')} would be refused`] : []
  return [tried, ...refused, ...untried.map(describeUntried)].join('; ')
}

function describeUntried({ reason, instead }: ValidatedStep['untried'][number]): string {
  return instead === undefined
    ? `not tried: ${printable(reason)}`
    : `tried only by ${instead}: ${printable(reason)}`
}
