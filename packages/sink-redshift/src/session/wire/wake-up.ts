import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectError } from '../connection-errors.js'

const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5_000

/** How an attempt is made again. */
interface Patience {
  /** How long, in milliseconds, all attempts together may take. */
  readonly timeout: number
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Reports that it is tried again, once. */
  notice(error: ConnectError): void
}

/**
 * Returns what `attempt` returns, made again while the warehouse breaks connections, or accepts
 * them and says nothing, as a serverless workgroup does that wakes up. Throws what the last threw.
 */
export async function awaken<T>(
  attempt: () => Promise<T>,
  { timeout, signal, notice }: Patience,
): Promise<T> {
  const deadline = Date.now() + timeout
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures)
      if (!isAsleep(error) || Date.now() + pause > deadline) throw error
      if (failures === 0) notice(error)
      await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

/** Whether an attempt broke off, or took too long, before the server said anything. */
function isAsleep(error: unknown): error is ConnectError {
  if (!(error instanceof ConnectError) || error.server) return false
  return (
    /^(ECONNRESET|EPIPE|ETIMEDOUT)$/.test(error.code) ||
    /timeout|terminated unexpectedly|socket disconnected/i.test(error.message)
  )
}
