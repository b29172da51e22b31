/**
 * What a person would want to know of a step, and what does not end its run. Each has a `kind`,
 * and `look`: whether somebody should look at what was done. A host then reports the run as
 * done, but not as fine.
 */
export type Notice = HiddenNotice

/** Objects were left out, because their names say that they are no data. */
export interface HiddenNotice {
  readonly kind: 'hidden'
  readonly look: false
  /** How many keys of objects, or of folders of such. */
  readonly keys: number
  /** The first of them. */
  readonly first: string
}
