import { loadPipelines } from '../load-pipelines.js'
import { perform } from '../perform.js'
import type { PipelineOptions } from '../pipeline-options.js'
import { describePlace } from '../reporters/describe-place.js'

/** Prints the statements that make the tables of the pipelines `names`, all unless any is given. Connects to nothing. */
export function schemaDdlCommand(
  names: readonly string[],
  { config: file, json = false }: PipelineOptions,
): Promise<number> {
  return perform(json, async (output, signal) => {
    for (await using pipeline of await loadPipelines({ names, file, signal }, output)) {
      for (const step of pipeline.steps) {
        if (step.kind !== 'load') continue
        const statements = step.sink.schema?.create(step.target).map(({ text }) => text)
        if (json) {
          output.object({
            type: 'described',
            pipeline: pipeline.name,
            step: step.name,
            ...describePlace(step),
            statements: statements ?? [],
          })
        } else {
          output.line(`-- ${step.scope}${statements ? '' : `: ${step.sink.url} has no tables to make`}`)
          for (const statement of statements ?? []) output.line(`${statement};\n`)
        }
      }
    }
  })
}
