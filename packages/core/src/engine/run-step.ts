import { setTimeout as sleep } from 'node:timers/promises'
import type { StepEvent, StepStopped } from '../contracts/events/event.js'
import type { Step } from '../contracts/step/step.js'
import { isRetryable, type ArbalestError } from '../faults/errors.js'
import { BadRowAllowance } from './batch/bad-rows.js'
import { execute } from './execute.js'
import { GivingWay, type IfRunning } from './giving-way.js'
import { findIdle } from './idle/find-idle.js'
import { load } from './load.js'
import { NamesTold } from './names/names-told.js'
import { refresh } from './refresh.js'
import type { TimeLimit } from './time-limit.js'

/** How steps are run. */
export interface RunOptions {
  /** Ends the run: what is under way is rolled back, and the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined
  /** Whether all rows of each load step's table are deleted, and all is loaded anew. Default: false. */
  readonly fullRefresh?: boolean | undefined
  /** What is done about another run of a step that is under way. Default: `wait`. */
  readonly ifRunning?: IfRunning | undefined
  /** How often in a row, at most, a step is tried again after a failure that says `retryable`. Default: 5. */
  readonly retries?: number | undefined
  /** Returns the milliseconds to wait after the given number of failures in a row. Default: {@link backoff}. */
  readonly backoff?: ((failures: number) => number) | undefined
}

/** The run that a step is part of. */
export interface Running extends RunOptions {
  /** The run's id. */
  readonly run: string
  /** The run's time. */
  readonly time: TimeLimit
  /** Ends the step as soon as nothing is under way; the signal's reason is thrown. */
  readonly stop: AbortSignal
}

/**
 * Runs a step again and again while it fails in a way that waiting may cure. Each time
 * it is planned anew: a lost connection leaves open whether its transaction was
 * committed, and the marks then say so. Statements that run outside of a transaction are not
 * run again.
 */
export async function* runStep(
  step: Step,
  {
    run,
    stop,
    time,
    signal = new AbortController().signal,
    fullRefresh = false,
    ifRunning,
    retries = 5,
    backoff: delayAfter = backoff,
  }: Running,
): AsyncGenerator<StepEvent> {
  const told = new NamesTold()
  const badRows = new BadRowAllowance(step.kind === 'load' ? step.onBadRow : 'fail')
  const end = AbortSignal.any([signal, stop])
  const givingWay = new GivingWay(step, ifRunning)
  yield { type: 'started', step }
  let refreshing = fullRefresh && step.kind === 'load'
  for (let failures = 0; ;) {
    try {
      const idle = step.kind === 'load' && !refreshing && failures === 0 && (await findIdle(step))
      if (idle) return yield idle
      if (await givingWay.isDue()) return yield leftToOther(step)
      if (refreshing && step.kind === 'load') {
        for await (const event of refresh(step)) {
          givingWay.saw(event)
          yield event
        }
      }
      refreshing = false
      for await (const event of step.kind === 'load'
        ? load(step, end, { told, badRows, run, time, givingWay })
        : inTime(time, execute(step, end))) {
        if (event.type === 'committed') failures = 0
        givingWay.saw(event)
        yield event
      }
      return
    } catch (error) {
      signal.throwIfAborted()
      if (givingWay.isDueTo(error)) return yield leftToOther(step)
      if (!isRetryable(error) || hasWaited(error) || failures === retries || !isRepeatable(step)) throw error
      const delay = delayAfter(++failures)
      if (!time.suffices(delay)) throw error
      yield { type: 'retrying', step, error, failures, delay }
      await sleep(delay, undefined, { signal: end }).catch(() => end.throwIfAborted())
    }
  }
}

function leftToOther(step: Step): StepStopped {
  return { type: 'stopped', step, reason: 'running', units: [] }
}

/** Passes on what a group of statements does, and takes note of how long it took. */
async function* inTime<T>(time: TimeLimit, events: AsyncIterable<T>): AsyncGenerator<T> {
  const since = performance.now()
  yield* events
  time.took(since)
}

/** Whether what failed has waited for as long as the user allows: waiting may help, but not in this run. */
function hasWaited({ code }: ArbalestError): boolean {
  return code === 'LOCK_TIMEOUT'
}

/** Whether all of a step that has failed may be done again: what a transaction did is rolled back, or its marks say what it did. */
function isRepeatable(step: Step): boolean {
  return step.kind === 'load' || step.transaction !== 'none'
}

const FIRST_DELAY = 500
const LONGEST_DELAY = 30_000

/**
 * Returns the milliseconds to wait after so many failures in a row: a random part of a time
 * that doubles from half a second up to half a minute, so that runs that failed
 * together do not come back together.
 */
function backoff(failures: number): number {
  return Math.random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** failures)
}
