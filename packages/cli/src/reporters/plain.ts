import type { Event } from '@arbalest/core'
import type { Output } from '../output.js'
import { describeEvolution, describeFinish, describeRetry, describeStep } from './describe-step.js'
import type { Reporter } from './reporter.js'
import { add, describeTally, NOTHING, tallyOf } from './tally.js'

/** Tells of each event on a line of its own, for logs. */
export class PlainReporter implements Reporter {
  readonly #output: Output
  #tally = NOTHING
  #startedAt = 0

  constructor(output: Output) {
    this.#output = output
  }

  report(event: Event): void {
    switch (event.type) {
      case 'started':
        this.#tally = NOTHING
        this.#startedAt = performance.now()
        return this.#line(event, `started, ${describeStep(event.step)}`)
      case 'evolved':
        return this.#line(event, describeEvolution(event))
      case 'committed': {
        const tally = tallyOf(event.receipt)
        this.#tally = add(this.#tally, tally)
        return this.#line(event, `committed ${describeTally(tally)}`)
      }
      case 'retrying':
        return this.#line(event, describeRetry(event))
      case 'finished':
        return this.#line(
          event,
          `finished: ${describeFinish(this.#tally, performance.now() - this.#startedAt)}`,
        )
    }
  }

  #line({ step }: Event, text: string): void {
    this.#output.line(`${step.scope}: ${text}`)
  }

  [Symbol.dispose](): void {}
}
