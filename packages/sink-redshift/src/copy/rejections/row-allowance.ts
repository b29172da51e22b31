import type { BadRows } from '@arbalest/core/plugin'
import { MOST_LEFT_OUT } from '../../statements/copy.js'

/** How many rows the COPYs of one transaction may still leave out, as they do not fit. */
export class RowAllowance {
  /** Whether each of them must be reported. */
  readonly all: boolean
  #left: number

  /** Without an argument, they may leave out none. */
  constructor(badRows?: BadRows) {
    this.all = badRows?.all ?? false
    this.#left = badRows?.most ?? 0
  }

  /** How many rows the next COPY may leave out. */
  get left(): number {
    return Math.max(0, Math.min(this.#left, MOST_LEFT_OUT))
  }

  /** Takes rows that a COPY has left out; returns whether it might. */
  take(rejected: number): boolean {
    this.#left -= rejected
    return this.#left >= 0
  }
}
