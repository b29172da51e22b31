import type { RunDone, RunEvent } from '@arbalest/core'

/** An event of one of a run's steps. */
export type StepReport = Exclude<RunEvent, RunDone>

/** Shows a run while it happens. */
export interface Reporter extends Disposable {
  /** Shows one event of a step. */
  report(event: StepReport): void
}
