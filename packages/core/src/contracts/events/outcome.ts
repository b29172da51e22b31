/** How a run, or a step of one, has ended. */
export type Outcome = 'succeeded' | 'failed' | 'interrupted'

/**
 * Why a step has ended before it had done all: `time`, there was not enough for what came next;
 * `running`, another run of it is under way, and this one had committed nothing.
 */
export type StopReason = 'time' | 'running'

/** What a step has done in a run that has ended, and what it has left. */
export interface StepOutcome {
  readonly pipeline: string
  /** The step's name. */
  readonly step: string
  readonly kind: 'load' | 'sql'
  readonly outcome: Outcome | 'stopped' | 'not started'
  /** Why it was stopped. Absent: it was not. */
  readonly reason?: StopReason | undefined
  /** How many transactions were committed. */
  readonly transactions: number
  /** How many objects they loaded. 0 for statements. */
  readonly objects: number
  /** How many rows they added. 0 for statements. */
  readonly rows: number
  /** How many rows they left out, as they did not fit. */
  readonly rejected: number
  /** How many of those they kept beside the table. Default: none. */
  readonly kept?: number | undefined
  /** How many units they quarantined. Default: none. */
  readonly quarantined?: number | undefined
  /** How many objects were found that are yet to be loaded. */
  readonly pending: number
  /** When the oldest of those was written. Absent: there are none, or the source does not know. */
  readonly oldestPending?: Date | undefined
  /** Whether that is all: what there is was listed to its end, or all statements have run. If not, there may be more. */
  readonly complete: boolean
}
