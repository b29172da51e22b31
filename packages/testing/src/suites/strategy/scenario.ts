import type { LoadStep } from '@arbalest/core'
import type { Strategy, Target } from '@arbalest/core/plugin'
import type { ChangeableSource } from '../../changeable-source.js'
import type { Row } from '../../events.js'

/** What happens to a source, run after run, and the rows that must come of it. */
export interface Scenario {
  readonly name: string
  /** Makes the strategy anew, as each process does. */
  strategy(): Strategy
  /** What is loaded into. Default: `EVENTS`. */
  readonly target?: Target
  /** What becomes of objects that cannot be loaded. Default: `fail`. */
  readonly onBadObject?: LoadStep['onBadObject']
  /** The partition of an object, if the source is a series. */
  partitionOf?(key: string): string | undefined
  /** Changes the source ahead of each run in turn. */
  readonly changes: readonly ((source: ChangeableSource) => Promise<void>)[]
  /** The rows after the last run, in any order. */
  readonly rows: readonly Row[]
}
