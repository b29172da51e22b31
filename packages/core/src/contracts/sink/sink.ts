import type { Fault } from '../../faults/fault.js'
import type { Target } from '../../tables/target/target.js'
import type { Mark } from './mark.js'
import type { SinkPowers } from './sink-powers.js'
import type { Transaction, TransactionContext } from './transaction.js'

/**
 * A place that rows are loaded into, and that remembers what it was given.
 *
 * @example
 * ```ts
 * await sink.transaction({ scope: 'daily/orders' }, async (tx) => {
 *   await tx.copy(target, objects)
 *   await tx.mark([{ key: 'a', version: '1' }])
 * })
 * ```
 */
export interface Sink extends AsyncDisposable {
  /** What it is called in messages, such as `warehouse://host:5439/dev`; holds no secret. */
  readonly url: string
  /** The URLs of the folders in which it keeps files of its own, none of which may be loaded. Default: none. */
  readonly folders?: readonly string[] | undefined
  /** What it can do besides; a power that is absent is one that the sink does not have. */
  readonly powers: SinkPowers
  /**
   * Returns what keeps it from loading into `target`, before anything is connected to.
   * Paths start at the step's configuration: `['target', …]` or `['copy', …]`.
   */
  check(target: Target): readonly Fault[]
  /** Yields the marks under `scope` as they now stand, in pages, in ascending `compareKeys` order. Changes nothing. */
  marks(scope: string): AsyncIterable<readonly Mark[]>
  /**
   * Commits what `work` did, or, if `work` throws, none of it. Transactions
   * of one scope run one at a time, whichever processes begin them.
   */
  transaction<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>): Promise<T>
}
