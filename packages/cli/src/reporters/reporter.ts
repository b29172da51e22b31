import type { RunEvent } from '@arbalest/core'

/** Shows a run while it happens. */
export interface Reporter extends Disposable {
  /** Shows one event of the run. */
  report(event: RunEvent): void
}
