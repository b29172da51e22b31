import type { Step } from '@arbalest/core'
import { describeRejections } from '../words/describe-rejections.js'
import type { Output } from '../output/output.js'
import { describeNotice } from './describe-notice.js'
import {
  describeEvolution,
  describeFinish,
  describeRefresh,
  describeRetry,
  describeStep,
  describeStop,
} from './describe-step.js'
import { Progress } from './progress.js'
import type { Reporter, StepReport } from './reporter.js'
import { describeTally, tallyOf } from './tally.js'

/** Reports each event on a line of its own, for logs. */
export class PlainReporter implements Reporter {
  readonly #output: Output
  readonly #quiet: boolean
  /** What each step that has not ended has done. */
  readonly #progress = new Map<Step, Progress>()

  /** If `quiet`, it reports only what somebody should look at. */
  constructor(output: Output, quiet = false) {
    this.#output = output
    this.#quiet = quiet
  }

  report(event: StepReport): void {
    switch (event.type) {
      case 'started':
        this.#progress.set(event.step, new Progress())
        return this.#line(event, `started, ${describeStep(event.step)}`)
      case 'refreshed':
        return this.#line(event, describeRefresh(event))
      case 'evolved':
        return this.#line(event, describeEvolution(event))
      case 'committed':
        this.#progress.get(event.step)?.add(event.receipt)
        return this.#line(event, `committed ${describeTally(tallyOf(event.receipt))}`)
      case 'noticed':
        return this.#line(event, describeNotice(event.notice))
      case 'retrying':
        return this.#line(event, describeRetry(event))
      case 'finished':
        this.#line(event, `finished: ${describeFinish(event, this.#progress.get(event.step)!)}`)
        return this.#tellRejections(event.step)
      case 'stopped':
        this.#line(event, describeStop(event))
        return this.#tellRejections(event.step)
      case 'failed': // is reported as any error is
        if (event.interrupted) this.#line(event, 'interrupted')
        return this.#tellRejections(event.step)
      case 'loading':
    }
  }

  [Symbol.dispose](): void {}

  #line(event: StepReport, text: string): void {
    if (this.#quiet && !(event.type === 'noticed' && event.notice.look)) return
    this.#output.line(`${event.step.scope}: ${text}`)
  }

  /** Reports the rows that a step which has ended has left out. */
  #tellRejections(step: Step): void {
    const { rejections } = this.#progress.get(step)!
    this.#progress.delete(step)
    for (const line of describeRejections(rejections, this.#output.mayShowValues())) this.#output.line(line)
  }
}
