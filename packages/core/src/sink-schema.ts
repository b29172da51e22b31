import type { Statement } from './statement.js'
import type { Target } from './target.js'

/** What a sink can tell of its tables, where it has tables to tell of. */
export interface SinkSchema {
  /** The statements that make `target` where it is missing, laid out for a person to read. */
  create(target: Target): readonly Statement[]
  /** The columns that `table` has, in order; undefined where there is no such table. */
  columns(table: string): Promise<readonly TableColumn[] | undefined>
}

/** A column of a table that is there. */
export interface TableColumn {
  readonly name: string
  /** As `parseColumnType` returns it; as the sink tells it, where that is no type of a target's. */
  readonly type: string
  /** Whether a row needs a value here that is given it: it may not be NULL, and has no default. */
  readonly required: boolean
  /** Whether it may not be NULL, with a default or without; it may unless told. */
  readonly notNull?: boolean
}
