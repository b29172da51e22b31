/** How much one run of a step may load. */
export interface Limits {
  /** Default: any number. */
  readonly objects?: number | undefined
  /** Default: any number. */
  readonly bytes?: number | undefined
}
