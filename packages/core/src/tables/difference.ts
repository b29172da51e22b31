/** What a difference does to a load: none can succeed; rows may not fit; nothing. */
export type Effect = 'stops a load' | 'may refuse rows' | 'harmless'

/** One way in which a table is not as its target says. */
export interface Difference {
  /**
   * Of a column: `missing` is in the target alone, `extra` in the table alone; `narrower`,
   * `wider` and `other type` tell how the table's type is, beside the target's; `not null`
   * must have a value in the table alone, `nullable` in the target alone. And how the
   * column, or the whole table, is stored otherwise than the target says.
   */
  readonly kind:
    | 'missing'
    | 'extra'
    | 'narrower'
    | 'wider'
    | 'other type'
    | 'not null'
    | 'nullable'
    | 'other encoding'
    | 'other distribution'
    | 'other sort key'
  readonly effect: Effect
  /** The column, where it is a difference of one. */
  readonly column?: string
  /** The type, the encoding or the key that the target says. */
  readonly declared?: string
  /** The one that the table has. */
  readonly actual?: string
}
