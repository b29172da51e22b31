import type { Notice, Receipt } from '@arbalest/core'
import { RejectionSummary } from '@arbalest/core/host'
import { add, NOTHING, tallyOf, type Tally } from './tally.js'

/** What a step has done since it was started. */
export class Progress {
  /** The rows that it has left out, as they did not fit. */
  readonly rejections = new RejectionSummary()
  /** What a person would want to know of it. */
  readonly notices: Notice[] = []
  readonly #startedAt = performance.now()
  #tally = NOTHING

  get tally(): Tally {
    return this.#tally
  }

  get milliseconds(): number {
    return performance.now() - this.#startedAt
  }

  /** Whether somebody should look at what it has done. */
  get wantsLook(): boolean {
    return this.#tally.rejected > 0 || this.notices.some(({ look }) => look)
  }

  /** Adds what one more transaction did. */
  add(receipt: Receipt): void {
    this.#tally = add(this.#tally, tallyOf(receipt))
    if (receipt.kind === 'load') this.rejections.add(receipt.rejections ?? [], receipt.rejected)
  }
}
