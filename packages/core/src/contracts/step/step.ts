import type { Journal } from '../journal/journal.js'
import type { BadRowRule } from './bad-row-rule.js'
import type { Idle } from './idle.js'
import type { Limits } from './limits.js'
import type { Sink } from '../sink/sink.js'
import type { Source } from '../source/source.js'
import type { Statement, StepTransaction } from '../sink/statement.js'
import type { Strategy } from '../strategy/strategy.js'
import type { DriftRules } from '../../tables/names/drift.js'
import type { Target } from '../../tables/target/target.js'

/** One source loaded into one table. */
export interface LoadStep {
  readonly kind: 'load'
  readonly name: string
  /** The name under which its marks stand: its pipeline's and its own. */
  readonly scope: string
  readonly source: Source
  readonly strategy: Strategy
  readonly sink: Sink
  readonly journal: Journal
  readonly target: Target
  /** How much one run of it may load; more is refused before anything is loaded. Default: any amount. */
  readonly limits?: Limits | undefined
  /** When a run need not ask the sink whether there is something to load. Default: it always asks. */
  readonly idle?: Idle | undefined
  /** Whether a load fails if the sink reports something as `unaccounted`. Default: `report`. */
  readonly unaccounted?: 'report' | 'fail' | undefined
  /** What becomes of names in objects that are not those of the target. Default: `warn` for both. */
  readonly drift?: DriftRules | undefined
  /** What becomes of a unit with an object that cannot be loaded: nothing of its transaction is loaded, or all but that unit, which is quarantined. Default: `fail`. */
  readonly onBadObject?: 'fail' | 'quarantine' | undefined
  /** What becomes of rows that do not fit. Default: `fail`. */
  readonly onBadRow?: BadRowRule | undefined
  /** Whether rows that are kept have what the objects hold: value, line, and what the reason quotes. Default: false. */
  readonly showValues?: boolean | undefined
}

/** SQL statements that are run each time the pipeline runs. */
export interface SqlStep {
  readonly kind: 'sql'
  readonly name: string
  /** The name under which no two runs of it meet: its pipeline's and its own. */
  readonly scope: string
  readonly sink: Sink
  /** One statement each. */
  readonly statements: readonly Statement[]
  /** Default: `one`. */
  readonly transaction?: StepTransaction | undefined
}

/** One load, or one group of SQL statements. */
export type Step = LoadStep | SqlStep
