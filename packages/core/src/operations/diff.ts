import type { Statement } from '../contracts/sink/statement.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep } from '../contracts/step/step.js'
import { compareTable } from '../tables/comparison/compare-table.js'
import type { Difference } from '../tables/comparison/difference.js'

/** How the table of a load step differs from its target. */
export interface ComparedStep extends Comparison {
  readonly pipeline: string
  readonly step: LoadStep
}

/** How a table differs from what a target says. */
export interface Comparison {
  /** Whether there is such a table; undefined if its sink does not say. */
  readonly exists?: boolean | undefined
  /** Whether it is known how the table is stored. */
  readonly stored?: boolean | undefined
  readonly differences: readonly Difference[]
  /** What a person would run to take them away. */
  readonly statements: readonly Statement[]
}

/**
 * Yields how the tables of `pipelines` differ from their targets, and what a person would run
 * to change that. Changes nothing.
 *
 * @example
 * ```ts
 * for await (const { step, differences } of diff(pipelines)) console.log(step.target.table, differences)
 * ```
 */
export async function* diff(
  pipelines: readonly Pipeline[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<ComparedStep> {
  for (const { name: pipeline, steps } of pipelines) {
    for (const step of steps) {
      if (step.kind !== 'load') continue
      signal?.throwIfAborted()
      yield { pipeline, step, ...(await compareStep(step)) }
    }
  }
}

/** Returns how the table of a step differs from its target. Changes nothing. */
export async function compareStep({ sink, target }: LoadStep): Promise<Comparison> {
  const { tables } = sink.powers
  if (!tables) return { differences: [], statements: [] }
  const table = await tables.describe(target.table)
  if (!table) return { exists: false, differences: [], statements: [] }
  const differences = [...compareTable(target, table.columns), ...tables.ddl.compare(table, target)]
  const statements = tables.ddl.alter(table, target, differences)
  return { exists: true, stored: table.storage !== undefined, differences, statements }
}
