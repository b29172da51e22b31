import { run, type IfRunning, type RunDone, type RunEvent, type StepFailed } from '@arbalest/core'
import { newRunId } from '@arbalest/core/host'
import { loadPipelines } from '../configuration/load-pipelines.js'
import type { Output } from '../output/output.js'
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
  /** Whether a failure ends only the pipelines that need the one that failed. */
  readonly keepGoing?: boolean
  /** What is done about another run of a step that is under way. */
  readonly ifRunning?: IfRunning
  /** How many pipelines that do not need each other are run side by side, at most. */
  readonly parallel?: number
  /** How many milliseconds the run has. */
  readonly for?: number
  /** Whether to print only what somebody should look at. */
  readonly quiet?: boolean
  /** Whether to print each statement that is sent. */
  readonly verbose?: boolean
}

/** Runs the pipelines `names`, all if there are no names, each after those it needs. */
export function runCommand(names: readonly string[], options: RunCommandOptions): Promise<number> {
  const { config: file, json = false, fullRefresh, ifRunning, keepGoing, parallel, verbose = false } = options
  const id = newRunId()
  let done: RunDone | undefined
  return perform(
    json,
    async (output, signal) => {
      output.run = id
      await using assembly = await loadPipelines({ names, file, signal, trace: verbose }, output)
      using reporter = await reporterFor(output, options)
      const notice = (pipeline: string, message: string): void => output.notice(pipeline, message)
      const running = run(assembly.pipelines, {
        id,
        signal,
        notice,
        fullRefresh,
        ifRunning,
        keepGoing,
        parallel,
        for: options.for,
      })
      for await (const event of running) {
        if (event.type === 'done') done = event
        else reporter.report(event)
        if (event.type === 'failed') reportFailure(event, options, output)
        if (event.type === 'done' && !json) reportNotStarted(event, output)
        output.wantsLook ||= wantsLook(event, options)
      }
    },
    (output, exitCode) => {
      if (json) output.object(describeDone(id, done, exitCode))
    },
  )
}

/** Has a failure reported with its step: at once if others go on, or else last, after all is closed. */
function reportFailure(
  { pipeline, step, error, interrupted }: StepFailed & { readonly pipeline: string },
  { keepGoing, parallel = 1 }: RunCommandOptions,
  output: Output,
): void {
  output.endedBy(error, { pipeline, step: step.name })
  if (!interrupted && (keepGoing || parallel > 1)) output.error(error)
}

function reportNotStarted({ steps }: RunDone, output: Output): void {
  const names = steps.flatMap(({ pipeline, step, outcome }) =>
    outcome === 'not started' ? [`${pipeline}/${step}`] : [],
  )
  if (names.length > 0) output.progress(`not started: ${names.join(', ')}`)
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
