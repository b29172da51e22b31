import { compareTable, SinkError, type Difference, type LoadStep } from '@arbalest/core'
import { count } from '../amount.js'
import { describeDifference } from '../describe-difference.js'
import { describeRemedy } from '../describe-remedy.js'
import { loadPipelines } from '../load-pipelines.js'
import type { Output } from '../output.js'
import { perform } from '../perform.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { describePlace } from '../reporters/describe-place.js'

/**
 * Says how the tables of the pipelines `names`, all unless any is given, differ from
 * their targets, and what a person would run to change that. Changes nothing. Fails
 * where a difference would stop a load.
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
        stopping += comparison.differences.filter(({ effect }) => effect === 'stops a load').length
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
  /** Whether it is known how the table is stored. */
  readonly stored?: boolean
  readonly differences: readonly Difference[]
  /** What a person would run to take them away. */
  readonly statements: readonly string[]
}

async function compare({ sink: { schema }, target }: LoadStep): Promise<Comparison> {
  if (!schema) return { differences: [], statements: [] }
  const columns = await schema.columns(target.table)
  if (!columns) return { exists: false, differences: [], statements: [] }
  const storage = await schema.storage(target.table)
  const differences = compareTable(target, columns, storage)
  const statements = await schema.alter(target, differences)
  return {
    exists: true,
    stored: storage !== undefined,
    differences,
    statements: statements.map(({ text }) => text),
  }
}

function tellOf(
  { scope, sink, target }: LoadStep,
  { exists, stored, differences, statements }: Comparison,
  output: Output,
): void {
  output.line(`${scope}: ${target.table} at ${sink.url}`)
  if (exists === undefined)
    output.line('  cannot be compared: the sink does not tell what its tables are like')
  else if (!exists) output.line('  there is no such table yet; a run makes it')
  else if (differences.length === 0) output.line('  is as the target says')
  for (const difference of differences)
    output.line(`  ${difference.effect}: ${describeDifference(difference)}`)
  if (stored === false) output.line('  how it is stored is not told to this user, and not compared')
  for (const line of describeRemedy(statements)) output.line(line)
}
