import type { Observer } from './events/observer.js'
import type { Step } from './step/step.js'

/** Steps in order. */
export interface Pipeline {
  readonly name: string
  readonly steps: readonly Step[]
  /** They are given every event of a run of it. Default: none. */
  readonly observers?: readonly Observer[] | undefined
}
