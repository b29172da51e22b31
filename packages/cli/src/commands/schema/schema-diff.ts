import { diff, SinkError, type ComparedStep } from '@arbalest/core'
import { counted, describeDifference } from '@arbalest/core/host'
import { describeRemedy } from '../../words/describe-remedy.js'
import { performOnPipelines } from '../../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'
import { describePlace } from '../../reporters/describe-place.js'

/**
 * Prints how the tables of the pipelines `names`, all if there are no names, differ from
 * their targets, and what a person would run to change that. Changes nothing. Fails
 * if a difference would stop a load.
 */
export function schemaDiffCommand(names: readonly string[], options: PipelineOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    let stopping = 0
    for await (const compared of diff(pipelines, { signal })) {
      if (output.json) output.object(asObject(compared))
      else for (const line of asLines(compared)) output.line(line)
      stopping += compared.differences.filter(({ effect }) => effect === 'stops a load').length
    }
    if (stopping > 0) {
      throw new SinkError(
        'TARGET_MISMATCH',
        `${counted(stopping, 'difference')} would stop a load; change the target, or the table.`,
      )
    }
  })
}

function asObject({ pipeline, step, statements, ...comparison }: ComparedStep): object {
  return {
    type: 'compared',
    pipeline,
    step: step.name,
    ...describePlace(step),
    ...comparison,
    statements: statements.map(({ text }) => text),
  }
}

function* asLines({ step, exists, stored, differences, statements }: ComparedStep): Generator<string> {
  const { scope, sink, target } = step
  yield `${scope}: ${target.table} at ${sink.url}`
  if (exists === undefined) yield '  cannot be compared: the sink does not report its tables'
  else if (!exists) yield '  there is no such table yet; the first load makes it'
  else if (differences.length === 0) yield '  matches the target'
  for (const difference of differences) yield `  ${difference.effect}: ${describeDifference(difference)}`
  if (stored === false) yield '  this user may not see how it is stored, so that is not compared'
  yield* describeRemedy(statements.map(({ text }) => text))
}
