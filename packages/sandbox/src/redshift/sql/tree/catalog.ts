/** What statements ask of the session that runs them: what its database holds. */
export interface Catalog {
  /** The names of the columns of `sql`, a query; undefined if PostgreSQL cannot run it. */
  columnsOf(sql: string): Promise<readonly string[] | undefined>
  /** The names and types of the columns of `sql`, a query; undefined if PostgreSQL cannot run it. */
  typesOf(sql: string): Promise<readonly ColumnType[] | undefined>
  /** The columns of `table`, quoted, and PostgreSQL's names of their types; none if there is no such table. */
  storedTypes(table: string): Promise<readonly ColumnType[]>
  /** Whether `name`, without a schema, may be that of a late-binding view, so that it has to be looked up. */
  mayBeLateBinding(name: string): boolean
  /** To be called before a late-binding view may be given `name`. */
  expectLateBinding(name: string): void
  /** The query of the late-binding view that goes by `name`, quoted; undefined if that is none, or may not be read. */
  lateBinding(name: string): Promise<string | undefined>
  /** Whether there may be a key or a materialized view, so that the catalog has entries that PostgreSQL's has not. */
  mayHaveFurtherEntries(): boolean
  /** To be called before a key or a materialized view is made. */
  expectFurtherEntries(): void
  /** All late-binding views. */
  lateBindings(): Promise<readonly LateBinding[]>
}

/** A column of a query. */
export interface ColumnType {
  readonly name: string
  /** As the catalog writes it, such as `character varying(7)`, unless said otherwise. */
  readonly type: string
}

/** A view whose query is bound to its tables when it is read. */
export interface LateBinding {
  readonly schema: string
  readonly name: string
  readonly query: string
}
