/** Finds out what keeps a part from its work, and says what it must be allowed. */
export interface Diagnosis {
  /** Yields what each check found, one at a time. Changes nothing that stays. Throws the signal's reason if that is aborted, and otherwise nothing that a finding can say. */
  check(): AsyncIterable<Finding>
  /** Returns the least that must be allowed, each right once. Does no I/O. */
  rights(): readonly Right[]
}

/** What one check found. */
export interface Finding {
  /** What was checked, such as `list file:///data/clicks`; the same text is the same check. Holds no secret. */
  readonly check: string
  /** `look`: a person should look at it, though it may be right. `skipped`: it could not be checked. */
  readonly outcome: 'passed' | 'look' | 'failed' | 'skipped'
  /** What was seen, or what is wrong, or why it was skipped. Holds no secret. Default: nothing to say. */
  readonly detail?: string | undefined
  /** What would cure it. Default: the detail says it, or nothing need be done. */
  readonly remedy?: Remedy | undefined
}

/** What to do about a finding. */
export interface Remedy {
  /** What to do, such as `let the user arbalest read /data/clicks`. */
  readonly advice: string
  /** Who can do it, such as `an administrator of AWS`. */
  readonly ask: string
  /** What that person can paste. Default: nothing. */
  readonly grants?: readonly Grant[] | undefined
}

/** What gives a right: a statement of a policy, or one of SQL, as text. */
export type Grant = PolicyStatement | string

/** A statement of a policy of IAM (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html). */
export interface PolicyStatement {
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  /** Default: none, as the policy is one of a role, about who may assume it. */
  readonly Resource?: readonly string[] | undefined
  /** Who may assume a role. Default: who has the policy. */
  readonly Principal?: Readonly<Record<string, readonly string[]>> | undefined
}

/** Something that somebody must be allowed. */
export interface Right {
  /** Who needs it, such as `who runs Arbalest` or `the role arn:…`. */
  readonly holder: string
  /** Who can give it, such as `an administrator of AWS`. */
  readonly ask: string
  readonly grant: Grant
}

/**
 * Returns the remedy for what fails because `right` is missing.
 *
 * @example
 * ```ts
 * yield { check: 'write', outcome: 'failed', detail: message, remedy: remedyFor(right) }
 * ```
 */
export function remedyFor({ holder, ask, grant }: Right): Remedy {
  const advice =
    typeof grant === 'string'
      ? `run ${grant}`
      : `allow ${holder} ${[grant.Action, grant.Resource ?? ['it']].map((all) => all.join(' and ')).join(' on ')}`
  return { advice, ask, grants: [grant] }
}
