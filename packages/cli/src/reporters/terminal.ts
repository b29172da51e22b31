import type { Writable } from 'node:stream'
import type { RunEvent } from '@arbalest/core'
import yoctoSpinner, { type Spinner } from 'yocto-spinner'
import { bytes, count } from '../words/amount.js'
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
import { describeTally, sizeOf } from './tally.js'

/** Tells of a run on one line a step that moves while the step does, for a person at a terminal. */
export class TerminalReporter implements Reporter {
  readonly #output: Output
  readonly #spinner: Spinner
  readonly #stream: Writable & { readonly isTTY?: boolean }
  #progress = new Progress()
  #text = ''

  constructor(output: Output, stream: Writable & { readonly isTTY?: boolean } = process.stdout) {
    this.#output = output
    this.#stream = stream
    // Left to handle signals, it would end the process before anything is rolled back.
    this.#spinner = yoctoSpinner({ stream, handleSignals: false })
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case 'started':
        this.#progress = new Progress()
        this.#show(event, describeStep(event.step))
        return void this.#spinner.start()
      case 'refreshed':
        return this.#show(event, describeRefresh(event))
      case 'evolved':
        return this.#show(event, describeEvolution(event))
      case 'loading': {
        const { objects, bytes: size } = sizeOf(event.units)
        const { tally } = this.#progress
        const before = tally.transactions > 0 ? `, after ${describeTally(tally)}` : ''
        return this.#show(event, `loading ${count(objects, 'object')} (${bytes(size)})${before}`)
      }
      case 'committed':
        this.#progress.add(event.receipt)
        return this.#show(event, describeTally(this.#progress.tally))
      case 'noticed':
        this.#progress.notices.push(event.notice)
        return this.#show(event, describeNotice(event.notice))
      case 'retrying':
        return this.#show(event, describeRetry(event))
      case 'finished':
        this.#show(event, describeFinish(event, this.#progress))
        return void this.#spinner[this.#progress.wantsLook ? 'warning' : 'success'](this.#lastWords())
    }
  }

  /** Leaves the step that has not finished, if there is one, marked as failed. */
  [Symbol.dispose](): void {
    if (this.#spinner.isSpinning) this.#spinner.error(this.#lastWords())
  }

  /** What is left to be read of a step: where it stands, what was noticed, and the rows that it has left out. */
  #lastWords(): string {
    const rejections = describeRejections(this.#progress.rejections, this.#output.mayShowValues(this.#stream))
    const notices = this.#progress.notices.map((notice) => `  ${describeNotice(notice)}`)
    const lines = [...notices, ...rejections].map((line) => this.#output.safe(line))
    return [this.#text, ...lines].join('\n')
  }

  #show({ step }: RunEvent, text: string): void {
    this.#text = this.#output.safe(`${step.scope}: ${text}`)
    this.#spinner.text = this.#text
  }
}
