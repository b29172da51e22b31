import type { Rejected, Rejection } from '@arbalest/core/plugin'
import { MOST_LOAD_ERRORS } from '../../statements/catalog/load-errors.js'

/** The rows that several COPYs left out: how many, and which, up to a number. */
export class RejectedRows {
  readonly #rejections: Rejection[] = []
  readonly #most: number
  #count = 0

  /** `most` is how many are told apart. Default: as many as one COPY reports. */
  constructor(most = MOST_LOAD_ERRORS) {
    this.#most = most
  }

  /** Adds the rows that one more COPY left out. */
  add({ rejected, rejections = [] }: Rejected): void {
    this.#count += rejected
    this.#rejections.push(...rejections.slice(0, this.#most - this.#rejections.length))
  }

  /** All that was added. */
  get total(): Rejected {
    return {
      rejected: this.#count,
      ...(this.#rejections.length > 0 && { rejections: [...this.#rejections] }),
    }
  }
}
