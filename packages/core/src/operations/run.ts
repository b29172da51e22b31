import type { RunEvent, StepEvent } from '../contracts/events/event.js'
import type { Pipeline } from '../contracts/pipeline.js'
import type { Step } from '../contracts/step/step.js'
import { inSoundOrder } from '../engine/graph/graph.js'
import { schedule } from '../engine/graph/schedule.js'
import { refuseUnknowing } from '../engine/giving-way.js'
import { TimeLimit } from '../engine/time-limit.js'
import { newRunId } from '../engine/run-id.js'
import { RunReport } from '../engine/account/run-report.js'
import { runStep, type Running, type RunOptions } from '../engine/run-step.js'

/**
 * Runs `pipelines`, each after those it needs and otherwise in the order given, and yields what it
 * does as it does it; the observers of each pipeline are given what it does, and the last event.
 * The steps of a pipeline are run in order, up to the first that fails. Throws what the parts
 * throw, and the reason of the signal once that is aborted, after the last event; and
 * `ConfigError` before the first if a pipeline needs what is not among them, or itself, or if a
 * sink cannot say whether another run is under way and `ifRunning` is `skip`.
 *
 * @example
 * ```ts
 * for await (const event of run(pipelines, { parallel: 4 })) {
 *   if (event.type === 'committed') console.log(event.receipt)
 * }
 * ```
 */
export async function* run(
  pipelines: readonly Pipeline[],
  {
    id = newRunId(),
    notice = () => {},
    parallel,
    keepGoing,
    for: milliseconds,
    ...options
  }: RunOptions & GraphOptions & TimeOptions & RunIdentity & RunNotices = {},
): AsyncGenerator<RunEvent> {
  const { signal } = options
  const ordered = inSoundOrder(pipelines)
  if (options.ifRunning === 'skip') refuseUnknowing(ordered.flatMap(({ steps }) => steps))
  const time = new TimeLimit(milliseconds)
  const report = new RunReport(id, ordered, notice)
  try {
    const goOn = () => keepGoing === true && !signal?.aborted
    yield* schedule(ordered, { parallel, goOn }, async function* (pipeline, stop) {
      for (const step of pipeline.steps) {
        if (!time.suffices()) return false
        for await (const event of runToItsEnd(step, { ...options, run: id, stop, time })) {
          yield report.step(pipeline, event)
          if (event.type === 'stopped') return false
        }
      }
      return true
    })
    yield report.done('succeeded')
  } catch (error) {
    yield signal?.aborted ? report.done('interrupted', signal.reason) : report.done('failed', error)
    throw error
  } finally {
    await report.end()
  }
}

/** Runs a step, and yields one more event if it fails. */
async function* runToItsEnd(step: Step, running: Running): AsyncGenerator<StepEvent> {
  try {
    yield* runStep(step, running)
  } catch (error) {
    const { signal, stop } = running
    // What a part throws once it is told to stop is a consequence, not the reason.
    const reason: unknown = signal?.aborted ? signal.reason : error
    yield {
      type: 'failed',
      step,
      error: reason,
      interrupted: signal?.aborted === true || error === stop.reason,
    }
    throw error
  }
}

/** How the pipelines of a run follow each other. */
export interface GraphOptions {
  /** How many pipelines run side by side, at most: those that do not need each other. Default: 1. */
  readonly parallel?: number | undefined
  /**
   * Whether a failure ends only the pipelines that need the one that failed. Default: false, it
   * ends the run: others that are under way end after the transaction that they are in.
   */
  readonly keepGoing?: boolean | undefined
}

/** How long a run may take. */
export interface TimeOptions {
  /**
   * Milliseconds. Nothing is begun that is not likely to end in time: what takes as long as the
   * longest transaction of the run so far, and half as long again. A run whose time is up
   * succeeds; its last event says of each step whether it is complete. Default: no limit.
   */
  readonly for?: number | undefined
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
