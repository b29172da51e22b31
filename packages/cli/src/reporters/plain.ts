import type { RunEvent } from '@arbalest/core'
import { describeRejections } from '../words/describe-rejections.js'
import type { Output } from '../output/output.js'
import { describeNotice } from './describe-notice.js'
import {
  describeEvolution,
  describeFinish,
  describeRefresh,
  describeRetry,
  describeStep,
} from './describe-step.js'
import { Progress } from './progress.js'
import type { Reporter } from './reporter.js'
import { describeTally, tallyOf } from './tally.js'

/** Tells of each event on a line of its own, for logs. */
export class PlainReporter implements Reporter {
  readonly #output: Output
  #progress = new Progress()

  constructor(output: Output) {
    this.#output = output
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case 'started':
        this.#progress = new Progress()
        return this.#line(event, `started, ${describeStep(event.step)}`)
      case 'refreshed':
        return this.#line(event, describeRefresh(event))
      case 'evolved':
        return this.#line(event, describeEvolution(event))
      case 'committed':
        this.#progress.add(event.receipt)
        return this.#line(event, `committed ${describeTally(tallyOf(event.receipt))}`)
      case 'noticed':
        return this.#line(event, describeNotice(event.notice))
      case 'retrying':
        return this.#line(event, describeRetry(event))
      case 'finished':
        this.#line(event, `finished: ${describeFinish(event, this.#progress)}`)
        return this.#tellRejections()
    }
  }

  /** Tells of the rows that a step which has not finished, if there is one, has left out. */
  [Symbol.dispose](): void {
    this.#tellRejections()
  }

  #line({ step }: RunEvent, text: string): void {
    this.#output.line(`${step.scope}: ${text}`)
  }

  #tellRejections(): void {
    for (const line of this.#rejections()) this.#output.line(line)
    this.#progress = new Progress()
  }

  #rejections(): readonly string[] {
    return describeRejections(this.#progress.rejections, this.#output.mayShowValues())
  }
}
