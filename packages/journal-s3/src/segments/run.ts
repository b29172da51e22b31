import type { Segment } from './segment-writer.js'

/** Segments that were written as one: each begins behind the last key of the one before. */
export interface Run {
  /** How many entries went into it, those included that newer ones have replaced. */
  readonly recorded: number
  readonly segments: readonly Segment[]
}
