import type { ArbalestError } from '../../faults/errors.js'
import type { Receipt } from './receipt.js'
import type { Listed } from './listed.js'
import type { Notice } from './notice.js'
import type { Outcome, StepOutcome, StopReason } from './outcome.js'
import type { LoadStep, Step } from '../step/step.js'
import type { PendingUnit } from '../strategy/unit.js'

/** A step's turn has come. */
export interface StepStarted {
  readonly type: 'started'
  readonly step: Step
}

/** All that was recorded of a step has been forgotten, and all rows of its table deleted, so that it is loaded anew. */
export interface StepRefreshed {
  readonly type: 'refreshed'
  readonly step: LoadStep
  /** Whether rows were deleted; false if what is loaded now replaces them all at once. */
  readonly deleted: boolean
}

/** Columns that the table lacked have been added to it, before the first transaction. */
export interface TableEvolved {
  readonly type: 'evolved'
  readonly step: LoadStep
  /** Their names. */
  readonly columns: readonly string[]
}

/** A transaction is about to load `units`. */
export interface BatchLoading {
  readonly type: 'loading'
  readonly step: LoadStep
  readonly units: readonly PendingUnit[]
}

/** A transaction has been committed. */
export interface BatchCommitted {
  readonly type: 'committed'
  readonly step: Step
  readonly receipt: Receipt
}

/** A transaction, or the planning of one, failed in a way that waiting may cure. */
export interface StepRetrying {
  readonly type: 'retrying'
  readonly step: Step
  readonly error: ArbalestError
  /** How many times in a row it has now failed. */
  readonly failures: number
  /** Milliseconds until it is tried again. */
  readonly delay: number
}

/** A person would want to know something of a step; the run goes on. */
export interface StepNoticed {
  readonly type: 'noticed'
  readonly step: Step
  readonly notice: Notice
}

/** A step has done all there was to do. */
export interface StepFinished {
  readonly type: 'finished'
  readonly step: Step
  /** What its source listed, so that an empty prefix is not taken for one that is loaded. Absent for statements. */
  readonly listed?: Listed | undefined
  /** Whether the sink was not asked, as what is listed is the same as when all of it was loaded. Default: it was asked. */
  readonly idle?: true | undefined
}

/** A step has ended before it had done all there was to do, though nothing failed: the next run goes on. */
export interface StepStopped {
  readonly type: 'stopped'
  readonly step: Step
  readonly reason: StopReason
  /** What the next transaction would have loaded. Empty for statements. */
  readonly units: readonly PendingUnit[]
}

/** A step has failed before it had done all there was to do, or was interrupted. */
export interface StepFailed {
  readonly type: 'failed'
  readonly step: Step
  /** What was thrown. */
  readonly error: unknown
  /** Whether it failed because the run was told to end. */
  readonly interrupted: boolean
}

/** What a step does, in the order in which it happens. */
export type StepEvent =
  | StepStarted
  | StepRefreshed
  | TableEvolved
  | BatchLoading
  | BatchCommitted
  | StepNoticed
  | StepRetrying
  | StepFinished
  | StepStopped
  | StepFailed

/** A run has ended, however it did: the last event of each. A run without it was killed. */
export interface RunDone {
  readonly type: 'done'
  readonly outcome: Outcome
  /** What ended it. Absent if it succeeded. */
  readonly error?: unknown
  /** Each step of its pipelines in order, those that it did not come to included. */
  readonly steps: readonly StepOutcome[]
}

/** What a run reports of itself, in the order in which it happens. */
export type RunEvent = {
  readonly time: Date
  /** The run's id, a UUID of version 7: ids of later runs are greater. */
  readonly run: string
} & (RunDone | (StepEvent & { /** The pipeline's name. */ readonly pipeline: string }))
