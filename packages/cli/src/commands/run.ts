import { run, type RunDone, type RunEvent } from '@arbalest/core'
import { newRunId } from '@arbalest/core/host'
import { loadPipelines } from '../configuration/load-pipelines.js'
import { perform } from '../perform/perform.js'
import type { PipelineOptions } from '../perform/pipeline-options.js'
import { describeDone } from '../reporters/describe-done.js'
import { reporterFor } from '../reporters/reporter-for.js'

/** The options of `run`. */
export interface RunCommandOptions extends PipelineOptions {
  /** Whether somebody should look if a source lists nothing. */
  readonly failOnEmpty?: boolean
  /** Whether all rows of each step's table are deleted, and all is loaded anew. */
  readonly fullRefresh?: boolean
  /** Whether to print only what somebody should look at. */
  readonly quiet?: boolean
  /** Whether to print each statement that is sent. */
  readonly verbose?: boolean
}

/** Runs the pipelines `names`, all if there are no names, one after the other up to the first that fails. */
export function runCommand(names: readonly string[], options: RunCommandOptions): Promise<number> {
  const { config: file, json = false, fullRefresh, verbose = false } = options
  const id = newRunId()
  let done: RunDone | undefined
  return perform(
    json,
    async (output, signal) => {
      output.run = id
      await using assembly = await loadPipelines({ names, file, signal, trace: verbose }, output)
      using reporter = await reporterFor(output, options)
      const notice = (pipeline: string, message: string): void => output.notice(pipeline, message)
      for await (const event of run(assembly.pipelines, { id, signal, notice, fullRefresh })) {
        if (event.type === 'done') done = event
        else reporter.report(event)
        if (event.type === 'failed') output.failing = { pipeline: event.pipeline, step: event.step.name }
        output.wantsLook ||= wantsLook(event, options)
      }
    },
    (output, exitCode) => {
      if (json) output.object(describeDone(id, done, exitCode))
    },
  )
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
