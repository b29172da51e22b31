import { counted } from '@arbalest/core/host'
import type { Writable } from 'node:stream'
import yoctoSpinner, { type Spinner } from 'yocto-spinner'
import { bytes, seconds } from '../words/amount.js'
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
import { describeTally, sizeOf } from './tally.js'

/** Milliseconds after which the time that a transaction has taken is shown anew. */
const PACE = 1_000

/** Reports a run on one line a step that moves while the step does, for a person at a terminal. */
export class TerminalReporter implements Reporter {
  readonly #output: Output
  readonly #spinner: Spinner
  readonly #stream: Writable & { readonly isTTY?: boolean }
  #progress = new Progress()
  #text = ''
  #clock: NodeJS.Timeout | undefined

  constructor(output: Output, stream: Writable & { readonly isTTY?: boolean } = process.stdout) {
    this.#output = output
    this.#stream = stream
    // Left to handle signals, it would end the process before anything is rolled back.
    this.#spinner = yoctoSpinner({ stream, handleSignals: false })
  }

  report(event: StepReport): void {
    clearInterval(this.#clock)
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
        const loading = `loading ${counted(objects, 'object')} (${bytes(size)})`
        this.#show(event, `${loading}${this.#soFar()}`)
        this.#clock = setInterval(() => this.#show(event, `${loading}${this.#soFar()}`), PACE).unref()
        return
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
      case 'stopped':
        this.#show(event, `${describeStop(event)}${this.#soFar()}`)
        return void this.#spinner.info(this.#lastWords())
      case 'failed':
        return void this.#spinner.error(this.#lastWords())
    }
  }

  /** Leaves the step that has not finished, if there is one, marked as failed. */
  [Symbol.dispose](): void {
    clearInterval(this.#clock)
    if (this.#spinner.isSpinning) this.#spinner.error(this.#lastWords())
  }

  /** What the step has loaded by now, in which time, and so how fast. */
  #soFar(): string {
    const { tally, milliseconds } = this.#progress
    if (tally.transactions === 0) return milliseconds < PACE ? '' : `, ${seconds(milliseconds)}`
    const speed = milliseconds < PACE ? '' : `, ${bytes(Math.round((tally.bytes * 1_000) / milliseconds))}/s`
    return `, after ${describeTally(tally)}, ${seconds(milliseconds)}${speed}`
  }

  /** What is left to be read of a step: where it stands, what was noticed, and the rows that it has left out. */
  #lastWords(): string {
    const rejections = describeRejections(this.#progress.rejections, this.#output.mayShowValues(this.#stream))
    const notices = this.#progress.notices.map((notice) => `  ${describeNotice(notice)}`)
    const lines = [...notices, ...rejections].map((line) => this.#output.safe(line))
    return [this.#text, ...lines].join('\n')
  }

  #show({ step }: StepReport, text: string): void {
    this.#text = this.#output.safe(`${step.scope}: ${text}`)
    this.#spinner.text = this.#text
  }
}
