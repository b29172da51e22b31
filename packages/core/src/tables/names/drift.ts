/** What becomes of a name that does not fit: nothing, a notice, or an end to the load. */
export type DriftRule = 'ignore' | 'warn' | 'fail'

/** What becomes of names in objects that are not those of a target. */
export interface DriftRules {
  /** Of what objects have and the target does not name. */
  readonly unknown: DriftRule
  /** Of what the target names and no object read has. */
  readonly missing: DriftRule
}

/** How what objects call their values differs from what a target names. */
export interface Drift {
  /** How many objects were read, and how many documents in them; no documents if they hold records. */
  readonly objects: number
  readonly documents: number
  /** What the target names and none of them has. */
  readonly missing: readonly MissingName[]
  /** What they have and the target does not name: the hundred that came first. */
  readonly unknown: readonly UnknownName[]
}

/** A name of the target that nothing read had. */
export interface MissingName {
  /** A property's path, such as `user.name`, or a field's column. */
  readonly name: string
  /** The unknown name that is most like it, if one is. */
  readonly meant?: string | undefined
}

/** A name that the target does not have. */
export interface UnknownName {
  /** A property's path, such as `user.name`, or a field's name. */
  readonly name: string
  /** How many documents have it; how many objects, if they hold records. */
  readonly count: number
  /** The URL of an object that has it. */
  readonly object: string
  /** The name of the target that is most like it, if one is. */
  readonly meant?: string | undefined
}
