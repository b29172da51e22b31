import { run, type RunEvent } from '@arbalest/core'
import { performOnPipelines } from '../perform/perform-on-pipelines.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { reporterFor } from '../reporters/reporter-for.js'

/** The options of `run`. */
export interface RunCommandOptions extends PipelineOptions {
  /** Whether somebody should look if a source lists nothing. */
  readonly failOnEmpty?: boolean
  /** Whether all rows of each step's table are deleted, and all is loaded anew. */
  readonly fullRefresh?: boolean
}

/** Runs the pipelines `names`, all if there are no names, one after the other up to the first that fails. */
export function runCommand(names: readonly string[], options: RunCommandOptions): Promise<number> {
  return performOnPipelines(names, options, async (pipelines, output, signal) => {
    using reporter = await reporterFor(output)
    const notice = (pipeline: string, message: string): void => output.notice(pipeline, message)
    for await (const event of run(pipelines, { signal, notice, fullRefresh: options.fullRefresh })) {
      reporter.report(event)
      output.wantsLook ||= wantsLook(event, options)
    }
  })
}

function wantsLook(event: RunEvent, { failOnEmpty = false }: RunCommandOptions): boolean {
  switch (event.type) {
    case 'noticed':
      return event.notice.look
    case 'committed':
      return (event.receipt.rejected ?? 0) > 0
    case 'finished':
      return failOnEmpty && event.listed?.objects === 0
    default:
      return false
  }
}
