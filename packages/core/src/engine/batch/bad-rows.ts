import type { BadRows } from '../../contracts/sink/rejects.js'
import type { Rejected } from '../../contracts/sink/transaction.js'
import type { BadRowRule } from '../../contracts/step/bad-row-rule.js'
import { isArbalestError, LoadError } from '../../faults/errors.js'
import { counted } from '../../faults/counted.js'

/** Returns how many rows that do not fit one run of a step may leave out. */
export function mostBadRows(rule: BadRowRule = 'fail'): number {
  if (rule === 'fail') return 0
  return 'keep' in rule ? rule.keep : rule.skip
}

/** How many rows that do not fit a run of a step may still leave out. */
export class BadRowAllowance {
  /** Whether each of them is kept. */
  readonly keeps: boolean
  readonly #most: number
  #taken = 0

  constructor(rule: BadRowRule = 'fail') {
    this.keeps = rule !== 'fail' && 'keep' in rule
    this.#most = mostBadRows(rule)
  }

  get left(): number {
    return this.#most - this.#taken
  }

  /** What a sink is told of it. Absent: the step does not allow for any. */
  get context(): BadRows | undefined {
    return this.#most === 0 ? undefined : { most: this.left, all: this.keeps }
  }

  /** Throws `LoadError` if a transaction has left out more than was allowed. */
  check({ rejected, rejections = [] }: Rejected): void {
    if (rejected > this.left) throw new LoadError(`${counted(rejected, 'row')} did not fit`, rejections)
  }

  /** Takes the rows for left out that a committed transaction did not load. */
  take({ rejected }: Rejected): void {
    this.#taken += rejected
  }

  /** Returns `error`; if rows did not fit, and the step allows for some, with how many. */
  explain(error: unknown): unknown {
    if (this.#most === 0 || !isOfRows(error)) return error
    const before = this.#taken > 0 ? `, and ${counted(this.#taken, 'was', 'were')} left out before` : ''
    const message = `${error.message.replace(/\.$/, '')}. onBadRow of the step allows ${this.#most} in a run${before}.`
    return new LoadError(message, error.rejections, { cause: error })
  }
}

/** Whether `error` is of rows, as opposed to an object that cannot be read. */
function isOfRows(error: unknown): error is LoadError {
  return (
    isArbalestError(error) &&
    error.code === 'LOAD_REJECTED' &&
    error.object === undefined &&
    'rejections' in error
  )
}
