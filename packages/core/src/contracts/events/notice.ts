import type { Drift } from '../../tables/names/drift.js'

/**
 * What a person would want to know of a step, and what does not end its run. Each has a `kind`,
 * and `look`: whether somebody should look at what was done. A host then reports the run as
 * done, but not as fine.
 */
export type Notice =
  | HiddenNotice
  | AheadNotice
  | FilledNotice
  | RebuiltNotice
  | CopiesNotice
  | AdviceNotice
  | DriftNotice
  | UnreadNotice
  | HeaderNotice
  | QuarantinedNotice

/** Objects were left out, because their names say that they are no data. */
export interface HiddenNotice {
  readonly kind: 'hidden'
  readonly look: false
  /** How many keys of objects, or of folders of such. */
  readonly keys: number
  /** The first of them. */
  readonly first: string
}

/**
 * The first partition that is listed is in the future, as a later one has been recorded: what comes
 * in before it is neither listed nor loaded.
 */
export interface AheadNotice {
  readonly kind: 'ahead'
  readonly look: true
  /** The first partition that is listed. */
  readonly from: string
}

/** Nothing is recorded of a table that has rows all the same: what is loaded now may be there already. */
export interface FilledNotice {
  readonly kind: 'filled'
  readonly look: false
  readonly table: string
  /** Whether what is loaded takes the place of all rows that were there. */
  readonly replaced: boolean
}

/** Another table, which has rows, stands under the name of the one that was loaded; it is taken for the same from now on. */
export interface RebuiltNotice {
  readonly kind: 'rebuilt'
  readonly look: false
  readonly table: string
}

/** A transaction takes over a hundred copies, as its objects have as many values for columns that they do not fill. Reported by a plan alone. */
export interface CopiesNotice {
  readonly kind: 'copies'
  readonly look: false
  /** How many, at least. */
  readonly copies: number
}

/** What a strategy wants a person to know before a run. Reported by a plan and a validation alone. */
export interface AdviceNotice {
  readonly kind: 'advice'
  readonly look: false
  /** In one sentence. */
  readonly advice: string
}

/** The names in objects are not those of the target. Each name is reported once a run. */
export interface DriftNotice extends Drift {
  readonly kind: 'drift'
  readonly look: true
}

/** The first record of an object is a line of the names of fields, and is loaded as data. Reported once a run. */
export interface HeaderNotice {
  readonly kind: 'header'
  readonly look: true
  /** The object's URL. */
  readonly object: string
}

/** The names in objects are compared with nothing, as an object cannot be read. Reported once a run. */
export interface UnreadNotice {
  readonly kind: 'unread'
  readonly look: false
  /** The object's URL. */
  readonly object: string
  /** Why, in a sentence or a part of one. */
  readonly reason: string
}

/** Units that are listed are quarantined as they now stand, so that their rows are missing. */
export interface QuarantinedNotice {
  readonly kind: 'quarantined'
  readonly look: true
  readonly units: number
  /** The key of the first of them. */
  readonly first: string
  /** Why the first is quarantined. */
  readonly reason: string
}
