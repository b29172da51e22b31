import type { RanQuery } from '../../catalog/query-history.js'
import { RedshiftError } from '../../redshift-error.js'
import type { Frame } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import { replies } from '../messages/replies.js'
import type { Results } from '../results/results.js'
import type { QueryLog } from '../tasks/query-log.js'
import type { Portal } from './prepared.js'

/** Where rows go, and what writes them. */
interface Way {
  readonly outbox: Outbox
  readonly results: Results
  readonly log: QueryLog
  relay(frame: Frame): void
}

/**
 * Passes on what an Execute of `portal` brings, its rows as a cluster writes them. If a value cannot be written,
 * the client gets an error in the place of all that follows, and `fail` is called.
 */
export function portalRows(
  portal: Portal,
  { outbox, results, log, relay }: Way,
  fail: () => void,
): (frame: Frame) => void {
  const { statement, isBinary } = portal
  const run = begin(portal, log)
  let write: ((frame: Frame) => Buffer) | undefined
  let failed = false
  return (frame) => {
    if (run) log.follow(run, frame)
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

/** Notes that `portal` is executed, for the first time or further; nothing if it has no statement. */
function begin(portal: Portal, log: QueryLog): RanQuery | undefined {
  const { text, sql } = portal.statement
  if (text === '') return undefined
  if (portal.run) log.resume(portal.run)
  else {
    portal.run = log.begin(text)
    portal.run.sql = sql
  }
  return portal.run
}
