import type { Rejected, Rejection } from '@arbalest/core/plugin'
import { MOST_LOAD_ERRORS } from '../../statements/catalog/load-errors.js'

/** The rows that several COPYs left out: how many, and as many of them as one COPY reports. */
export class RejectedRows {
  readonly #rejections: Rejection[] = []
  #count = 0

  /** Adds the rows that one more COPY left out. */
  add({ rejected, rejections = [] }: Rejected): void {
    this.#count += rejected
    this.#rejections.push(...rejections.slice(0, MOST_LOAD_ERRORS - this.#rejections.length))
  }

  /** All that was added. */
  get total(): Rejected {
    return {
      rejected: this.#count,
      ...(this.#rejections.length > 0 && { rejections: [...this.#rejections] }),
    }
  }
}
