import type { ColumnAttributes } from './column-attributes.js'
import type { TableAttributes } from './table-attributes.js'

/** The table that rows go to, how it is made, and how properties or fields of its objects become its columns. */
export type Target = TargetTable & TableAttributes

interface TargetTable {
  /** The table's name, after its schema's and a dot where it has one: `events`, `staging.events`. */
  readonly table: string
  /** At least one, no two of one name. */
  readonly columns: readonly Column[]
}

/** A column, and where in each document its value stands. */
export interface Column extends ColumnAttributes {
  /** Lower case, at most 127 bytes. */
  readonly name: string
  /** As `parseColumnType` returns it, such as `varchar(256)`. */
  readonly type: string
  /** The keys and array indexes that lead to the value. */
  readonly path: Path
  /** What every row of a staged table has here, instead of a value from its document. */
  readonly constant?: string | undefined
}

/**
 * The keys and the zero-based array indexes that lead from a document to a value in it.
 * A field of a record has its place alone, such as `[2]` for the third.
 */
export type Path = readonly (string | number)[]
