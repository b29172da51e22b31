import { ConfigError } from '../faults/errors.js'

/** By how much something may take longer than the longest that came before it. */
const SLACK = 1.5

/** The time that a run has. What is begun is likely to end in it, if nothing takes much longer than what came before. */
export class TimeLimit {
  readonly #end: number
  #longest = 0

  /** `milliseconds` from now; undefined: as long as it takes. Throws `ConfigError` unless it is above 0. */
  constructor(milliseconds = Infinity) {
    if (!(milliseconds > 0))
      throw new ConfigError(
        'CONFIG_INVALID',
        `The time of a run must be more than 0 ms, not ${milliseconds}.`,
      )
    this.#end = performance.now() + milliseconds
  }

  /** Whether there is time to begin something after so many milliseconds. */
  suffices(after = 0): boolean {
    return performance.now() + after + this.#longest * SLACK < this.#end
  }

  /** Takes note of how long something took that began at the given time of `performance.now()`. */
  took(since: number): void {
    this.#longest = Math.max(this.#longest, performance.now() - since)
  }
}
