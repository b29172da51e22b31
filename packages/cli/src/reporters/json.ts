import type { LoadReceipt, Step } from '@arbalest/core'
import { headOf, type Output } from '../output/output.js'
import { shownGroups } from '../words/describe-rejections.js'
import { describeNotice } from './describe-notice.js'
import { describePlace } from './describe-place.js'
import { Progress } from './progress.js'
import type { Reporter, StepReport } from './reporter.js'
import { sizeOf } from './tally.js'

/** Prints each event as a JSON object on a line of its own, for programs; the README documents each. */
export class JsonReporter implements Reporter {
  readonly #output: Output
  readonly #progress = new Map<Step, Progress>()

  constructor(output: Output) {
    this.#output = output
  }

  report(event: StepReport): void {
    // What ends a run is reported last, as for any command, after all is closed.
    if (event.type === 'failed') return
    const { type, time, run, pipeline, step } = event
    const head = { type, ...headOf(run, time), pipeline, step: step.name, kind: step.kind }
    this.#output.object({ ...head, ...this.#detailsOf(event) })
  }

  #detailsOf(event: Exclude<StepReport, { readonly type: 'failed' }>): object {
    switch (event.type) {
      case 'started':
        this.#progress.set(event.step, new Progress())
        return describePlace(event.step)
      case 'refreshed':
        return { table: event.step.target.table, deleted: event.deleted }
      case 'evolved':
        return { table: event.step.target.table, columns: event.columns }
      case 'loading':
        return sizeOf(event.units)
      case 'committed': {
        const transaction = new Progress()
        for (const progress of [transaction, this.#progress.get(event.step)!]) progress.add(event.receipt)
        const { receipt } = event
        return { ...this.#done(event.step.kind, transaction), ...(receipt.kind === 'load' && noted(receipt)) }
      }
      case 'noticed':
        return { notice: event.notice, message: describeNotice(event.notice) }
      case 'stopped':
        return { reason: event.reason, ...sizeOf(event.units) }
      case 'retrying': {
        const { error, failures, delay } = event
        return { code: error.code, message: error.message, failures, delay: Math.round(delay) }
      }
      case 'finished': {
        const progress = this.#progress.get(event.step)!
        const { tally, milliseconds } = progress
        return {
          transactions: tally.transactions,
          ...(event.listed && { listed: event.listed }),
          ...(event.idle && { idle: true }),
          ...this.#done(event.step.kind, progress),
          milliseconds: Math.round(milliseconds),
        }
      }
    }
  }

  [Symbol.dispose](): void {}

  #done(kind: Step['kind'], { tally, rejections }: Progress): object {
    const { statements, units, objects, bytes, rows, rejected, kept, outside, unaccounted, merged } = tally
    if (kind === 'sql') return { statements, ...(rejected > 0 && { rejected }) }
    const groups = shownGroups(rejections, this.#output.mayShowValues())
    return {
      units,
      objects,
      bytes,
      rows,
      rejected,
      ...(kept > 0 && { kept }),
      rejections: groups,
      outside,
      unaccounted,
      ...(merged && { merged }),
    }
  }
}

function noted({ drift, quarantined }: LoadReceipt): object {
  const aside = quarantined?.map(({ key, version, reason }) => ({ key, version, reason }))
  return { ...(drift && { drift }), ...(aside && { quarantined: aside }) }
}
