import type { LoadStep } from '../../contracts/step/step.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { SourceError } from '../../faults/errors.js'
import { sizeOf } from './batches.js'
import { counted } from '../../faults/counted.js'

/** What a run of a step may still load. */
export class Allowance {
  readonly #step: LoadStep
  #objects = 0
  #bytes = 0

  constructor(step: LoadStep) {
    this.#step = step
  }

  /** Throws `SourceError` if `units`, and those before, are more than the step's limits. */
  take(units: readonly PendingUnit[]): void {
    this.count(units)
    if (this.excess) throw this.excess
  }

  /** Takes `units` for loaded, however many they are. */
  count(units: readonly PendingUnit[]): void {
    for (const unit of units) {
      this.#objects += unit.objects.length
      this.#bytes += sizeOf(unit)
    }
  }

  /** The error of a run that would load what has been counted; undefined if that is within the step's limits. */
  get excess(): SourceError | undefined {
    const { source, scope, limits: { objects = Infinity, bytes = Infinity } = {} } = this.#step
    if (this.#objects <= objects && this.#bytes <= bytes) return undefined
    const most =
      this.#objects > objects
        ? counted(objects, 'object')
        : `${counted(bytes, 'byte')} in ${counted(this.#objects, 'object')}`
    return new SourceError(
      'LIMIT_EXCEEDED',
      `${source.url} has more than ${most} pending, which is the limit of "${scope}"; check the prefix, or raise the limits.`,
    )
  }
}

/** Throws as {@link Allowance.take} does if all of `batches` are more than the limits of the step. */
export async function refuseTooMuch(
  step: LoadStep,
  batches: AsyncIterable<readonly PendingUnit[]>,
): Promise<void> {
  const allowance = new Allowance(step)
  for await (const units of batches) allowance.take(units)
}
