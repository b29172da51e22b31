/** What a difference does to a load: none can succeed; rows may not fit; nothing. */
export type Effect = 'stops a load' | 'may refuse rows' | 'harmless'

/** One way in which a table is not as its target says. */
export interface Difference {
  /**
   * Of a column: `missing` is in the target alone, `extra` in the table alone; `narrower`,
   * `wider` and `other type` say how the table's type is, beside the target's; `not null`
   * must have a value in the table alone, `nullable` in the target alone. `stored otherwise`
   * is of a column or of the whole table: `what` names the matter.
   */
  readonly kind:
    'missing' | 'extra' | 'narrower' | 'wider' | 'other type' | 'not null' | 'nullable' | 'stored otherwise'
  readonly effect: Effect
  /** What is stored otherwise, in the sink's words, such as `sort key`. */
  readonly what?: string | undefined
  /** The column, if it is a difference of one. */
  readonly column?: string | undefined
  /** What the target says. */
  readonly declared?: string | undefined
  /** What the table has. */
  readonly actual?: string | undefined
}
