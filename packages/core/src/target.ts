/** The table that rows go to, and how an object's fields become its columns. */
export interface Target {
  /** The table's name, after its schema's and a dot where it has one: `events`, `staging.events`. */
  readonly table: string
  /** At least one, no two of one name. */
  readonly columns: readonly Column[]
}

/** A column, and where in each document its value stands. */
export interface Column {
  /** Lower case, at most 127 bytes. */
  readonly name: string
  /** As `parseColumnType` returns it, such as `varchar(256)`. */
  readonly type: string
  /** The keys and array indexes that lead to the value. */
  readonly path: Path
  /** What every row of a staged table has here, instead of a value from its document. */
  readonly constant?: string | undefined
}

/** The keys and the zero-based array indexes that lead from a document to a value in it. */
export type Path = readonly (string | number)[]
