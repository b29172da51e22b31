/** A column of a table as COPY sees it. */
export interface CopyColumn {
  /** As the catalog has it: lower case. */
  readonly name: string
  /** Redshift's name of its type, lower case, without arguments: `varchar`, `numeric`, `timestamptz`, `super`. */
  readonly type: string
  /** Bytes that a `char`, `varchar` or `varbyte` may hold. */
  readonly length?: number
  /** Digits in all, of a `numeric`. */
  readonly precision?: number
  /** Digits after the point, of a `numeric`. */
  readonly scale?: number
  readonly notNull: boolean
  readonly hasDefault: boolean
  /** Whether the column is an identity, and if it takes values of its own accord. */
  readonly identity?: 'always' | 'by default'
}

/** A table as COPY sees it. */
export interface CopyTable {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** In table order. */
  readonly columns: readonly CopyColumn[]
}
