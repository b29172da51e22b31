import type { RunEvent } from '../contracts/events/event.js'
import type { Pipeline } from '../contracts/pipeline.js'
import { Audience } from '../engine/audience.js'
import { newRunId } from '../engine/run-id.js'
import { runStep, type RunOptions } from '../engine/run-step.js'

/**
 * Runs the steps of `pipelines` in order, up to the first that fails, and yields what it does
 * as it does it; their observers are given the same. Throws what the parts throw, and the
 * reason of the signal once that is aborted.
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
  { notice = () => {}, ...options }: RunOptions & RunNotices = {},
): AsyncGenerator<RunEvent> {
  const id = newRunId()
  for (const { name, steps, observers = [] } of pipelines) {
    const audience = new Audience(observers, (message) => notice(name, message))
    try {
      for (const step of steps) {
        for await (const event of runStep(step, options)) {
          const told: RunEvent = { ...event, time: new Date(), run: id, pipeline: name }
          audience.tell(told)
          yield told
        }
      }
    } finally {
      await audience.settle()
    }
  }
}

/** Who hears what is odd, and ends no run. */
export interface RunNotices {
  /** Is given what is wrong with an observer of the pipeline `scope`, in one sentence. Default: nobody hears it. */
  readonly notice?: ((scope: string, message: string) => void) | undefined
}
