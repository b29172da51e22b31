import { RedshiftError } from '../../redshift-error.js'
import type { Frame } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import { replies } from '../messages/replies.js'
import type { Results } from '../results/results.js'
import type { Portal } from './prepared.js'

/** Where rows go, and what writes them. */
interface Way {
  readonly outbox: Outbox
  readonly results: Results
  relay(frame: Frame): void
}

/**
 * Passes on what an Execute of `portal` brings, its rows as a cluster writes them. If a value cannot be written,
 * the client gets an error in the place of all that follows, and `fail` is called.
 */
export function portalRows(
  { statement, isBinary }: Portal,
  { outbox, results, relay }: Way,
  fail: () => void,
): (frame: Frame) => void {
  let write: ((frame: Frame) => Buffer) | undefined
  let failed = false
  return (frame) => {
    if (failed) return
    if (frame.type !== 'D') return relay(frame)
    try {
      write ??= results.rows(statement.columns ?? [], isBinary)
      outbox.push(write(frame))
    } catch (error) {
      if (!(error instanceof RedshiftError)) throw error
      failed = true
      fail()
      outbox.push(replies.error(error))
    }
  }
}
