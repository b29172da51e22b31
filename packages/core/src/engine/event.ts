import type { ArbalestError } from '../faults/errors.js'
import type { Receipt } from './receipt.js'
import type { LoadStep, Step } from './step.js'
import type { PendingUnit } from '../contracts/unit.js'

/** A step's turn has come. */
export interface Started {
  readonly type: 'started'
  readonly step: Step
}

/** Columns that the table lacked have been added to it, before the first transaction. */
export interface Evolved {
  readonly type: 'evolved'
  readonly step: LoadStep
  /** Their names. */
  readonly columns: readonly string[]
}

/** A transaction is about to load `units`. */
export interface Loading {
  readonly type: 'loading'
  readonly step: LoadStep
  readonly units: readonly PendingUnit[]
}

/** A transaction has been committed. */
export interface Committed {
  readonly type: 'committed'
  readonly step: Step
  readonly receipt: Receipt
}

/** A transaction, or the planning of one, failed in a way that waiting may cure. */
export interface Retrying {
  readonly type: 'retrying'
  readonly step: Step
  readonly error: ArbalestError
  /** How many times in a row it has now failed. */
  readonly failures: number
  /** Milliseconds until it is tried again. */
  readonly delay: number
}

/** A step has done all there was to do. */
export interface Finished {
  readonly type: 'finished'
  readonly step: Step
}

/** What a run tells of itself, in the order in which it happens. */
export type Event = Started | Evolved | Loading | Committed | Retrying | Finished
