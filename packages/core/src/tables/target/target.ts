import type { ColumnAttributes } from '../columns/column-attributes.js'
import type { Constant, Filling } from '../columns/filling.js'
import type { ColumnStorage, TableStorage } from '../columns/storage.js'

/** The table that rows go to, how it is made, and how properties or fields of its objects become its columns. */
export interface Target {
  /** The table's name, after its schema's and a dot if it has one: `events`, `staging.events`. */
  readonly table: string
  /** At least one, no two of one name. */
  readonly columns: readonly Column[]
  /** `add`: a run that has something to load first adds the columns that the table lacks, as far as they may be NULL. Default: a missing column stops the load. */
  readonly evolve?: 'add' | undefined
  /** Whether others take rows out of the table, or drop it, on purpose: that it is empty or gone is then no sign that rows are lost. Default: false. */
  readonly emptied?: boolean | undefined
  /** Whether other steps load the table on purpose, although rows are replaced. Default: false. */
  readonly shared?: boolean | undefined
  /** How the keys of its objects begin, with names of parts in braces. Default: parts are folders called `name=value`. */
  readonly pathPattern?: string | undefined
  /** How the table is stored, which counts when it is made. Default: as the sink decides. */
  readonly storage?: TableStorage | undefined
}

/** A column, and where in each document its value stands. */
export interface Column extends ColumnAttributes {
  /** Lower case, at most 127 bytes. */
  readonly name: string
  /** As `parseColumnType` returns it, such as `varchar(256)`. */
  readonly type: string
  /** The keys and array indexes that lead to the value. */
  readonly path: Path
  /** What every row that is copied gets here, instead of a value from its document. Default: the value at `path`. */
  readonly constant?: Constant | undefined
  /** What the kernel gives it as a constant for each copy, as no object fills it. Default: objects fill it. */
  readonly filling?: Filling | undefined
  /** How the column is stored, which counts when it is made. Default: as the sink decides. */
  readonly storage?: ColumnStorage | undefined
}

/**
 * The keys and the zero-based array indexes that lead from a document to a value in it.
 * A field of a record has its place alone, such as `[2]` for the third.
 */
export type Path = readonly (string | number)[]

/**
 * Returns the columns of a target that objects fill: all that are neither filled by the kernel nor constant.
 *
 * @example
 * ```ts
 * const names = copiedColumns(target).map(({ name }) => name)
 * ```
 */
export function copiedColumns({ columns }: Pick<Target, 'columns'>): readonly Column[] {
  return columns.filter(({ constant, filling }) => constant === undefined && filling === undefined)
}
