import { ArbalestError, ConfigError, isRetryable } from '../../faults/errors.js'
import type { Needing } from './graph.js'
import { Merged } from './merged.js'

/** How many pipelines run at once, and what becomes of the others if one fails. */
interface Rules {
  readonly parallel?: number | undefined
  /** Whether others go on now that one has failed. */
  readonly goOn: () => boolean
}

/** Does the work of one pipeline, and returns whether that is all of it. Once `stop` is aborted, it throws the reason as soon as nothing is under way. */
type Work<P, T> = (pipeline: P, stop: AbortSignal) => AsyncGenerator<T, boolean>

/**
 * Yields what `work` yields for each of `pipelines`, which are in order, each once all that it
 * needs is done. What needs something that has failed, or is not done, does not begin. When all
 * have ended, throws the failure that waiting does not cure, or else the first. Throws
 * `ConfigError` if `parallel` is not a whole number from 1.
 */
export async function* schedule<P extends Needing, T>(
  pipelines: readonly P[],
  { parallel = 1, goOn }: Rules,
  work: Work<P, T>,
): AsyncGenerator<T, void> {
  if (!Number.isInteger(parallel) || parallel < 1)
    throw new ConfigError('CONFIG_INVALID', `parallel must be a whole number from 1, not ${parallel}.`)
  const waiting = new Set(pipelines)
  const done = new Set<string>()
  const running = new Merged<T, boolean>()
  const names = new Map<AsyncGenerator<T, boolean>, string>()
  const stop = new AbortController()
  const failures: unknown[] = []
  const begin = () => {
    for (const pipeline of waiting) {
      if (running.size >= parallel || stop.signal.aborted) return
      if (pipeline.needs?.some((need) => !done.has(need))) continue
      waiting.delete(pipeline)
      const begun = work(pipeline, stop.signal)
      names.set(begun, pipeline.name)
      running.ask(begun)
    }
  }
  try {
    for (begin(); running.size > 0; begin()) {
      const arrival = await running.next()
      const name = names.get(arrival.of)!
      if ('error' in arrival) {
        if (stop.signal.aborted && arrival.error === stop.signal.reason) continue
        failures.push(arrival.error)
        if (!goOn()) stop.abort(endedBy(`"${name}" has failed`))
      } else if (!arrival.result.done) {
        yield arrival.result.value
        running.ask(arrival.of)
      } else if (arrival.result.value) done.add(name)
    }
  } finally {
    stop.abort(endedBy('nobody reads what it does'))
    await running.end()
  }
  if (failures.length > 0) throw failures.find((failure) => !isRetryable(failure)) ?? failures[0]
}

function endedBy(why: string): ArbalestError {
  return new ArbalestError('ABORTED', `Ended between transactions, as ${why}.`)
}
