import type { RunEvent, StepEvent } from '../contracts/events/event.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { Step } from '../contracts/step/step.js'
import { newRunId } from '../engine/run-id.js'
import { RunReport } from '../engine/run-report.js'
import { runStep, type RunOptions } from '../engine/run-step.js'

/**
 * Runs the steps of `pipelines` in order, up to the first that fails, and yields what it does
 * as it does it; the observers of each pipeline are given what it does, and the last event.
 * Throws what the parts throw, and the reason of the signal once that is aborted, after
 * the last event.
 *
 * @example
 * ```ts
 * for await (const event of run(pipelines)) {
 *   if (event.type === 'committed') console.log(event.receipt)
 * }
 * ```
 */
export async function* run(
  pipelines: readonly Pipeline[],
  { id = newRunId(), notice = () => {}, ...options }: RunOptions & RunIdentity & RunNotices = {},
): AsyncGenerator<RunEvent> {
  const report = new RunReport(id, pipelines, notice)
  try {
    for (const pipeline of pipelines)
      for (const step of pipeline.steps)
        for await (const event of runToItsEnd(step, id, options)) yield report.step(pipeline, event)
    yield report.done('succeeded')
  } catch (error) {
    const { signal } = options
    yield signal?.aborted ? report.done('interrupted', signal.reason) : report.done('failed', error)
    throw error
  } finally {
    await report.end()
  }
}

/** Runs a step, and yields one more event if it fails. */
async function* runToItsEnd(step: Step, id: string, options: RunOptions): AsyncGenerator<StepEvent> {
  try {
    yield* runStep(step, id, options)
  } catch (error) {
    const { signal } = options
    // What a part throws once it is told to stop is a consequence, not the reason.
    const [reason, interrupted]: [unknown, boolean] = signal?.aborted ? [signal.reason, true] : [error, false]
    yield { type: 'failed', step, error: reason, interrupted }
    throw error
  }
}

/** What a run is called. */
export interface RunIdentity {
  /** Its id, a UUID of version 7; {@link newRunId} makes one. Default: a new one. */
  readonly id?: string | undefined
}

/** Who hears what is odd, and ends no run. */
export interface RunNotices {
  /** Is given what is wrong with an observer of the pipeline `scope`, in one sentence. Default: nobody hears it. */
  readonly notice?: ((scope: string, message: string) => void) | undefined
}
