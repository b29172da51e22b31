import type { Rejection } from '../../faults/rejection.js'

/** The rows that a transaction may leave out, as they do not fit. */
export interface BadRows {
  /** How many, in all of its copies together. */
  readonly most: number
  /** Whether a copy returns every one of them, as they are kept. Default: as many as the sink reports. */
  readonly all?: boolean | undefined
}

/** What a sink can do with rows that do not fit, besides to fail: its transactions leave them out, and have the verb `keep`. */
export interface Rejects {
  /** The highest number of rows that it can be allowed to leave out of a transaction. */
  readonly most: number
  /** Returns how many rows are kept under `scope`. Changes nothing. */
  count(scope: string): Promise<number>
  /** Yields the rows that are kept, those of the newest transaction first, and each transaction's in their order. Changes nothing. */
  rows(options?: RejectsOptions): AsyncIterable<KeptRow>
}

/** Which of the rows that are kept are wanted. */
export interface RejectsOptions {
  /** Those of one step, by its scope. Default: all. */
  readonly scope?: string | undefined
  /** How many at most. Default: all. */
  readonly limit?: number | undefined
}

/** A row that did not fit, and was kept beside the table. */
export interface KeptRow extends Rejection {
  /** The run's id, a UUID. */
  readonly run: string
  /** The step's pipeline and name, joined with `/`. */
  readonly scope: string
  /** The table that it does not fit, as the target names it. */
  readonly table: string
  /** The key of the unit that it is a row of. */
  readonly unit: string
  /** When its transaction loaded, by the sink's clock; the sink sets it. */
  readonly keptAt?: Date | undefined
}
