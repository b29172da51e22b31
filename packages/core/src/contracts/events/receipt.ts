import type { Drift } from '../../tables/names/drift.js'
import type { Loaded } from '../strategy/strategy.js'
import type { PendingUnit, QuarantinedUnit } from '../strategy/unit.js'

/** What one committed transaction of a load step did. */
export interface LoadReceipt extends Loaded {
  readonly kind: 'load'
  readonly scope: string
  /** Those that it loaded. */
  readonly units: readonly PendingUnit[]
  /** How many of the rejected rows it kept beside the table. Absent: the step keeps none. */
  readonly kept?: number | undefined
  /** Those that it quarantined, as they cannot be loaded. Default: none. */
  readonly quarantined?: readonly QuarantinedUnit[] | undefined
  /** How the names in some of its objects differ from the target's. Absent: they do not, or nobody looked. */
  readonly drift?: Drift | undefined
}

/** What the committed transaction of a SQL step did. */
export interface SqlReceipt {
  readonly kind: 'sql'
  readonly scope: string
  /** How many statements it ran. */
  readonly statements: number
  /** How many rows those left out, as they did not fit. Default: none. */
  readonly rejected?: number | undefined
}

/** What one committed transaction did. */
export type Receipt = LoadReceipt | SqlReceipt
