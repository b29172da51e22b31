/** What a source listed for a step, whether or not it was loaded before. */
export interface Listed {
  readonly objects: number
  /** Keys of objects, or of folders of such, that the source left out as hidden: their names say that they are no data. */
  readonly hidden: number
  /** Units that are quarantined as they now stand, and so not loaded. Default: none. */
  readonly quarantined?: number | undefined
}
