import type { ColumnStorage, TableStorage } from '../columns/storage.js'

/** A table that is there. */
export interface Table {
  /** In order. */
  readonly columns: readonly TableColumn[]
  /** Differs from that of any table that was there before under the same name, if the sink knows. */
  readonly identity?: string | undefined
  /** Whether it has a row. */
  readonly hasRows: boolean
  /** About how many rows it has, if the sink keeps statistics of it. */
  readonly rows?: number | undefined
  /**
   * The columns whose values decide where a row lies, so that by one of them rows are joined or found
   * without all being read or moved. Undefined if that is of no matter for this table, or not known.
   */
  readonly clusteredBy?: readonly string[] | undefined
  /** How it is stored, if the sink knows and this user may see it. */
  readonly storage?: TableStorage | undefined
}

/** A column of a table that is there. */
export interface TableColumn {
  readonly name: string
  /** As `parseColumnType` returns it; in the sink's own words, if that is no type of a target's. */
  readonly type: string
  /** Whether it must have a value. */
  readonly notNull: boolean
  /** Whether a row that is given none gets one. */
  readonly hasDefault: boolean
  /** What such a row gets, as an expression of the sink's SQL, if the sink knows. */
  readonly default?: string | undefined
  /** How it is stored, if the sink knows. */
  readonly storage?: ColumnStorage | undefined
}
