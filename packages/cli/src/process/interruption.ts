import { ArbalestError } from '@arbalest/core'
import { exitCodeOfSignal } from './exit-code.js'
import { onSignal } from './on-signal.js'

/** The wish of the user, or of the system, that the process end. */
export interface Interruption extends Disposable {
  /** Aborted at the first SIGINT or SIGTERM, so that what is under way is rolled back. */
  readonly signal: AbortSignal
  /** Which of them it was, if either has come. */
  readonly cause: NodeJS.Signals | undefined
}

/** Listens for SIGINT and SIGTERM until it is disposed of. The second of them ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  let cause: NodeJS.Signals | undefined
  const listening = onSignal((signal) => {
    if (cause) process.exit(exitCodeOfSignal(signal))
    cause = signal
    controller.abort(
      new ArbalestError('ABORTED', `Interrupted by ${signal}; the current transaction is rolled back.`),
    )
  })
  return {
    signal: controller.signal,
    get cause() {
      return cause
    },
    [Symbol.dispose]: () => listening[Symbol.dispose](),
  }
}
