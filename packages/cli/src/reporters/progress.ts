import type { Receipt } from '@arbalest/core'
import { RejectionSummary } from '@arbalest/core/host'
import { add, NOTHING, tallyOf, type Tally } from './tally.js'

/** What a step has done since it was started. */
export class Progress {
  /** The rows that it has left out, as they did not fit. */
  readonly rejections = new RejectionSummary()
  readonly #startedAt = performance.now()
  #tally = NOTHING

  get tally(): Tally {
    return this.#tally
  }

  get milliseconds(): number {
    return performance.now() - this.#startedAt
  }

  /** Adds what one more transaction did. */
  add(receipt: Receipt): void {
    this.#tally = add(this.#tally, tallyOf(receipt))
    if (receipt.kind === 'load') this.rejections.add(receipt.rejections ?? [], receipt.rejected)
  }
}
