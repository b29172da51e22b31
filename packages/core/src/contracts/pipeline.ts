import type { Observer } from './events/observer.js'
import type { Step } from './step/step.js'

/** Steps in order. */
export interface Pipeline {
  readonly name: string
  /** The names of the pipelines that must have done all there is to do before it begins. Default: none. */
  readonly needs?: readonly string[] | undefined
  readonly steps: readonly Step[]
  /** They are given every event of a run of it. Default: none. */
  readonly observers?: readonly Observer[] | undefined
}
