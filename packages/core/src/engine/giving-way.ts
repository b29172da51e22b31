import type { StepEvent } from '../contracts/events/event.js'
import type { Step } from '../contracts/step/step.js'
import { ConfigError, isArbalestError } from '../faults/errors.js'

/** What a run does about another run of the same step that is under way: waits for its transactions, or leaves the step to it. */
export type IfRunning = 'wait' | 'skip'

/**
 * Decides whether a run leaves a step to another run of it. One that has committed something goes
 * on: otherwise two that meet could leave the step to each other.
 */
export class GivingWay {
  readonly #step: Step
  readonly #skips: boolean
  #committed = false

  constructor(step: Step, ifRunning: IfRunning = 'wait') {
    this.#step = step
    this.#skips = ifRunning === 'skip'
  }

  /** Takes note of what the step has done. */
  saw({ type }: StepEvent): void {
    this.#committed ||= type === 'committed' || type === 'refreshed'
  }

  /** Returns whether another run has a transaction under way. */
  async isDue(): Promise<boolean> {
    const { scope, sink } = this.#step
    return this.#mayGive && (await busyOf(sink)(scope))
  }

  /** Returns whether `error` says that another run has committed what this one planned. */
  isDueTo(error: unknown): boolean {
    return this.#mayGive && isArbalestError(error) && error.code === 'CONFLICT'
  }

  get #mayGive(): boolean {
    return this.#skips && !this.#committed
  }
}

/** Throws `ConfigError` if the sink of a step cannot say whether another run is under way. */
export function refuseUnknowing(steps: readonly Step[]): void {
  for (const { sink } of steps) busyOf(sink)
}

function busyOf({ powers, url }: Step['sink']) {
  if (powers.busy) return powers.busy
  throw new ConfigError(
    'CONFIG_INVALID',
    `${url} cannot report whether another run is loading a step, so no step can be skipped: leave out --if-running skip (in a program, ifRunning).`,
  )
}
