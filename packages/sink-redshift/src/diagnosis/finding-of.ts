import { isArbalestError, type ArbalestError, type Finding, type Remedy } from '@arbalest/core/plugin'

/** What a check found, without the check's name. */
export type Found = Omit<Finding, 'check'>

/** How {@link findingOf} says of a failure. */
interface FindingOptions {
  readonly signal: AbortSignal
  /** Returns what cures an error. Default: its message says it. */
  readonly remedy?: (error: ArbalestError) => Remedy | undefined
}

/**
 * Does `work`, and returns what came of it: what it returns, which is the detail of a check that
 * passed if it is text, or what it throws. Throws the signal's reason if that is aborted, and what is
 * no error of Arbalest's.
 */
export async function findingOf(
  check: string,
  work: () => Promise<Found | string | undefined>,
  { signal, remedy = () => undefined }: FindingOptions,
): Promise<Finding> {
  try {
    const found = await work()
    return typeof found === 'object' ? { check, ...found } : { check, outcome: 'passed', detail: found }
  } catch (error) {
    signal.throwIfAborted()
    if (!isArbalestError(error)) throw error
    return { check, outcome: 'failed', detail: error.message, remedy: remedy(error) }
  }
}
