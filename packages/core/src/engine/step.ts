import type { Journal } from '../contracts/journal.js'
import type { Sink } from '../contracts/sink.js'
import type { Source } from '../contracts/source.js'
import type { Statement } from '../contracts/statement.js'
import type { Strategy } from '../contracts/strategy.js'
import type { Target } from '../tables/target.js'

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
}

/** SQL statements that are run in one transaction, each time the pipeline runs. */
export interface SqlStep {
  readonly kind: 'sql'
  readonly name: string
  /** The name under which no two runs of it meet: its pipeline's and its own. */
  readonly scope: string
  readonly sink: Sink
  readonly statements: readonly Statement[]
}

/** One load, or one group of SQL statements. */
export type Step = LoadStep | SqlStep

/** Steps in order. */
export interface Pipeline extends AsyncDisposable {
  readonly name: string
  readonly steps: readonly Step[]
}
