/** What a source listed for a step, whether or not it was loaded before. */
export interface Listed {
  readonly objects: number
  /** Objects that the source left out as hidden: their names say that they are no data. */
  readonly hidden: number
}
