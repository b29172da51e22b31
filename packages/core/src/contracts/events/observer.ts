import type { RunEvent } from './event.js'

/**
 * Is given every event of a run, in order. It cannot fail or hold up a load: what it throws
 * is reported once as a notice, and what it does slowly is done beside the load.
 *
 * @example
 * ```ts
 * const print: Observer = { observe: (event) => console.log(event.time, event.type) }
 * ```
 */
export interface Observer extends Partial<AsyncDisposable> {
  observe(event: RunEvent): void | Promise<void>
}
