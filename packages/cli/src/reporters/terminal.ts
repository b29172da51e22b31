import type { Writable } from 'node:stream'
import type { Event } from '@arbalest/core'
import yoctoSpinner, { type Spinner } from 'yocto-spinner'
import { bytes, count } from '../amount.js'
import type { Output } from '../output.js'
import { describeEvolution, describeFinish, describeRetry, describeStep } from './describe-step.js'
import type { Reporter } from './reporter.js'
import { add, describeTally, NOTHING, sizeOf, tallyOf } from './tally.js'

/** Tells of a run on one line a step that moves while the step does, for a person at a terminal. */
export class TerminalReporter implements Reporter {
  readonly #output: Output
  readonly #spinner: Spinner
  #tally = NOTHING
  #startedAt = 0
  #text = ''

  constructor(output: Output, stream: Writable = process.stdout) {
    this.#output = output
    // Left to handle signals, it would end the process before anything is rolled back.
    this.#spinner = yoctoSpinner({ stream, handleSignals: false })
  }

  report(event: Event): void {
    switch (event.type) {
      case 'started':
        this.#tally = NOTHING
        this.#startedAt = performance.now()
        this.#show(event, describeStep(event.step))
        return void this.#spinner.start()
      case 'evolved':
        return this.#show(event, describeEvolution(event))
      case 'loading': {
        const { objects, bytes: size } = sizeOf(event.units)
        const before = this.#tally.transactions > 0 ? `, after ${describeTally(this.#tally)}` : ''
        return this.#show(event, `loading ${count(objects, 'object')} (${bytes(size)})${before}`)
      }
      case 'committed':
        this.#tally = add(this.#tally, tallyOf(event.receipt))
        return this.#show(event, describeTally(this.#tally))
      case 'retrying':
        return this.#show(event, describeRetry(event))
      case 'finished':
        this.#show(event, describeFinish(this.#tally, performance.now() - this.#startedAt))
        return void this.#spinner.success(this.#text)
    }
  }

  /** Leaves the step that has not finished, if there is one, marked as failed. */
  [Symbol.dispose](): void {
    if (this.#spinner.isSpinning) this.#spinner.error(this.#text)
  }

  #show({ step }: Event, text: string): void {
    this.#text = this.#output.mask.text(`${step.scope}: ${text}`)
    this.#spinner.text = this.#text
  }
}
