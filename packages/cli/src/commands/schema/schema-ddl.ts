import { performOnPipelines } from '../../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'
import { describePlace } from '../../reporters/describe-place.js'

/** Prints the statements that make the tables of the pipelines `names`, all if there are no names. Connects to nothing. */
export function schemaDdlCommand(names: readonly string[], options: PipelineOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output) => {
    for (const pipeline of pipelines) {
      for (const step of pipeline.steps) {
        if (step.kind !== 'load') continue
        const statements = step.sink.powers.tables?.ddl.create(step.target).map(({ text }) => text)
        if (output.json) {
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
