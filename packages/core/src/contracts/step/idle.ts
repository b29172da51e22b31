/** When a run need not ask the sink whether there is something to load. */
export interface Idle {
  /** For how many milliseconds a listing that is the same as the last is taken for one that is loaded. */
  readonly recheck: number
  /** What the step is, in a form of the host's own: if it differs, nothing that was noted before counts. Holds no secret. */
  readonly definition: string
}
