import type { StepEvent } from '../../contracts/events/event.js'
import type { StepOutcome, StopReason } from '../../contracts/events/outcome.js'
import type { Receipt } from '../../contracts/events/receipt.js'
import type { Step } from '../../contracts/step/step.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'

/** Keeps account of one step of a run, by its events. */
export class StepAccount {
  readonly #pipeline: string
  readonly #step: Step
  #outcome: StepOutcome['outcome'] = 'not started'
  #done = { transactions: 0, objects: 0, rows: 0, rejected: 0 }
  #kept = 0
  #quarantined = 0
  #reason: StopReason | undefined
  /** What a transaction has begun to load, or would have, and has not committed. */
  #loading: readonly PendingUnit[] = []

  constructor(pipeline: string, step: Step) {
    this.#pipeline = pipeline
    this.#step = step
  }

  /** What the step has done so far. One that has begun, and not ended, is interrupted. */
  get outcome(): StepOutcome {
    const { name, kind } = this.#step
    return {
      pipeline: this.#pipeline,
      step: name,
      kind,
      outcome: this.#outcome,
      ...(this.#outcome === 'stopped' && { reason: this.#reason }),
      ...this.#done,
      ...(this.#kept > 0 && { kept: this.#kept }),
      ...(this.#quarantined > 0 && { quarantined: this.#quarantined }),
      ...pendingOf(this.#loading),
      complete: this.#outcome === 'succeeded',
    }
  }

  /** Takes one more event of the step into account. */
  add(event: StepEvent): void {
    switch (event.type) {
      case 'started':
        this.#outcome = 'interrupted'
        break
      case 'loading':
        this.#loading = event.units
        break
      case 'committed':
        this.#loading = []
        this.#add(event.receipt)
        break
      case 'finished':
        // What failed, and was planned anew, is loaded by then, or is gone.
        this.#loading = []
        this.#outcome = 'succeeded'
        break
      case 'stopped':
        this.#loading = event.units
        this.#outcome = 'stopped'
        this.#reason = event.reason
        break
      case 'failed':
        this.#outcome = event.interrupted ? 'interrupted' : 'failed'
    }
  }

  #add(receipt: Receipt): void {
    const { transactions, objects, rows, rejected } = this.#done
    const isLoad = receipt.kind === 'load'
    this.#kept += isLoad ? (receipt.kept ?? 0) : 0
    this.#quarantined += isLoad ? (receipt.quarantined?.length ?? 0) : 0
    this.#done = {
      transactions: transactions + 1,
      objects: objects + (isLoad ? receipt.units.reduce((sum, unit) => sum + unit.objects.length, 0) : 0),
      rows: rows + (isLoad ? receipt.rows : 0),
      rejected: rejected + (receipt.rejected ?? 0),
    }
  }
}

function pendingOf(units: readonly PendingUnit[]): Pick<StepOutcome, 'pending' | 'oldestPending'> {
  const objects = units.flatMap((unit) => unit.objects)
  const times = objects.flatMap(({ modified }) => (modified ? [modified.getTime()] : []))
  return {
    pending: objects.length,
    ...(times.length > 0 && { oldestPending: new Date(times.reduce((a, b) => Math.min(a, b))) }),
  }
}
