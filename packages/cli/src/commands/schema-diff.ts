import { compareColumns, SinkError, type Difference, type LoadStep } from '@arbalest/core'
import { count } from '../amount.js'
import { loadPipelines } from '../load-pipelines.js'
import type { Output } from '../output.js'
import { perform } from '../perform.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { describePlace } from '../reporters/describe-place.js'

/**
 * Says how the tables of the pipelines `names`, all unless any is given, differ from
 * their targets. Changes nothing. Fails where a difference would stop a load.
 */
export function schemaDiffCommand(
  names: readonly string[],
  { config: file, json = false }: PipelineOptions,
): Promise<number> {
  return perform(json, async (output, signal) => {
    let stopping = 0
    for (await using pipeline of await loadPipelines({ names, file, signal }, output)) {
      for (const step of pipeline.steps) {
        if (step.kind !== 'load') continue
        signal.throwIfAborted()
        const comparison = await compare(step)
        if (json) {
          output.object({
            type: 'compared',
            pipeline: pipeline.name,
            step: step.name,
            ...describePlace(step),
            ...comparison,
          })
        } else tellOf(step, comparison, output)
        stopping += comparison.differences.filter(({ stops }) => stops).length
      }
    }
    if (stopping > 0) {
      throw new SinkError(
        'TARGET_MISMATCH',
        `${count(stopping, 'difference')} would stop a load; change the target, or the table.`,
      )
    }
  })
}

/** What is to be told of a step's table. */
interface Comparison {
  /** Whether there is such a table; undefined where its sink does not tell. */
  readonly exists?: boolean
  readonly differences: readonly Difference[]
}

async function compare({ sink, target }: LoadStep): Promise<Comparison> {
  if (!sink.schema) return { differences: [] }
  const columns = await sink.schema.columns(target.table)
  if (!columns) return { exists: false, differences: [] }
  return { exists: true, differences: compareColumns(target.columns, columns) }
}

function tellOf(
  { scope, sink, target }: LoadStep,
  { exists, differences }: Comparison,
  output: Output,
): void {
  output.line(`${scope}: ${target.table} at ${sink.url}`)
  if (exists === undefined)
    output.line('  cannot be compared: the sink does not tell what its tables are like')
  else if (!exists) output.line('  there is no such table yet; a run makes it')
  else if (differences.length === 0) output.line('  is as the target says')
  for (const difference of differences) output.line(`  ${effectOf(difference)}: ${describe(difference)}`)
}

function effectOf({ kind, stops }: Difference): string {
  if (stops) return 'stops a load'
  return kind === 'narrower' ? 'may refuse rows' : 'harmless'
}

function describe({ kind, column, declared, actual, stops }: Difference): string {
  switch (kind) {
    case 'missing':
      return `there is no column "${column}" (${declared})`
    case 'extra':
      return `the column "${column}" (${actual}) is in the table alone${stops ? ', and must have a value' : ''}`
    case 'other type':
      return `the column "${column}" is ${actual}, and the target says ${declared}`
    default:
      return `the column "${column}" is ${actual}, ${kind} than the ${declared} of the target`
  }
}
