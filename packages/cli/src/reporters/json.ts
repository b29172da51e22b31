import type { Event } from '@arbalest/core'
import type { Output } from '../output.js'
import { describePlace } from './describe-place.js'
import type { Reporter } from './reporter.js'
import { add, NOTHING, sizeOf, tallyOf, type Tally } from './tally.js'

/** Tells of each event as a JSON object on a line of its own, for programs; the README documents each. */
export class JsonReporter implements Reporter {
  readonly #output: Output
  #tally = NOTHING
  #startedAt = 0

  constructor(output: Output) {
    this.#output = output
  }

  report(event: Event, pipeline: string): void {
    const { type, step } = event
    this.#output.object({ type, pipeline, step: step.name, kind: step.kind, ...this.#detailsOf(event) })
  }

  #detailsOf(event: Event): object {
    switch (event.type) {
      case 'started':
        this.#tally = NOTHING
        this.#startedAt = performance.now()
        return describePlace(event.step)
      case 'evolved':
        return { table: event.step.target.table, columns: event.columns }
      case 'loading':
        return sizeOf(event.units)
      case 'committed': {
        const tally = tallyOf(event.receipt)
        this.#tally = add(this.#tally, tally)
        return done(event.step.kind, tally)
      }
      case 'retrying': {
        const { error, failures, delay } = event
        return { code: error.code, message: error.message, failures, delay: Math.round(delay) }
      }
      case 'finished': {
        const milliseconds = Math.round(performance.now() - this.#startedAt)
        const { transactions } = this.#tally
        return { transactions, ...done(event.step.kind, this.#tally), milliseconds }
      }
    }
  }

  [Symbol.dispose](): void {}
}

function done(
  kind: Event['step']['kind'],
  { statements, units, objects, bytes, rows, rejected, outside }: Tally,
): object {
  return kind === 'sql' ? { statements } : { units, objects, bytes, rows, rejected, outside }
}
