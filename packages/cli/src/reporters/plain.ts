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
import type { Reporter, StepReport } from './reporter.js'
import { describeTally, tallyOf } from './tally.js'

/** Reports each event on a line of its own, for logs. */
export class PlainReporter implements Reporter {
  readonly #output: Output
  readonly #quiet: boolean
  #progress = new Progress()

  /** If `quiet`, it reports only what somebody should look at. */
  constructor(output: Output, quiet = false) {
    this.#output = output
    this.#quiet = quiet
  }

  report(event: StepReport): void {
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
      case 'loading':
      case 'failed': // is reported as any error is
    }
  }

  /** Reports the rows that a step which has not finished, if there is one, has left out. */
  [Symbol.dispose](): void {
    this.#tellRejections()
  }

  #line(event: StepReport, text: string): void {
    if (this.#quiet && !(event.type === 'noticed' && event.notice.look)) return
    this.#output.line(`${event.step.scope}: ${text}`)
  }

  #tellRejections(): void {
    for (const line of this.#rejections()) this.#output.line(line)
    this.#progress = new Progress()
  }

  #rejections(): readonly string[] {
    return describeRejections(this.#progress.rejections, this.#output.mayShowValues())
  }
}
