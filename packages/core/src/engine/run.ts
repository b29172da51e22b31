import { setTimeout as sleep } from 'node:timers/promises'
import { isRetryable } from '../faults/errors.js'
import type { Event } from './event.js'
import { execute } from './execute.js'
import { load } from './load.js'
import type { Pipeline, Step } from './step.js'

/** How a run behaves. */
export interface RunOptions {
  /** Ends the run: what is under way is rolled back, and the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined
  /** How often in a row, at most, a step is tried again after a failure that says `retryable`; 5 unless given. */
  readonly retries?: number | undefined
  /** Milliseconds to wait after the given number of failures in a row; {@link backoff} unless given. */
  readonly backoff?: ((failures: number) => number) | undefined
}

/** Runs the steps of `pipeline` in order, and tells of what it does as it does it. */
export async function* run(pipeline: Pipeline, options: RunOptions = {}): AsyncGenerator<Event> {
  for (const step of pipeline.steps) {
    yield { type: 'started', step }
    yield* persistently(step, options)
    yield { type: 'finished', step }
  }
}

/**
 * A step again and again while it fails in a way that waiting may cure. Each time
 * it is planned anew: a lost connection leaves open whether its transaction was
 * committed, and the marks then tell.
 */
async function* persistently(
  step: Step,
  { signal = new AbortController().signal, retries = 5, backoff: delayAfter = backoff }: RunOptions,
): AsyncGenerator<Event> {
  for (let failures = 0; ;) {
    try {
      for await (const event of step.kind === 'load' ? load(step, signal) : execute(step, signal)) {
        if (event.type === 'committed') failures = 0
        yield event
      }
      return
    } catch (error) {
      signal.throwIfAborted()
      if (!isRetryable(error) || failures === retries) throw error
      const delay = delayAfter(++failures)
      yield { type: 'retrying', step, error, failures, delay }
      await sleep(delay, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000

/**
 * Milliseconds to wait after so many failures in a row: a random part of a time
 * that doubles from half a second up to half a minute, so that runs that failed
 * together do not come back together.
 */
export function backoff(failures: number): number {
  return Math.random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** failures)
}
