import type { Node } from 'libpg-query'
import { write } from './grammar.js'
import { as, copyOf, type Content } from './nodes.js'

/** The names of the columns of `sql`, a query; undefined if PostgreSQL cannot run it. */
export type ColumnsOf = (sql: string) => Promise<readonly string[] | undefined>

/** Asks what columns the queries within a statement have. */
export class Describe {
  readonly #columnsOf: ColumnsOf
  readonly #tables: readonly Node[]

  constructor(columnsOf: ColumnsOf, tables: readonly Node[] = []) {
    this.#columnsOf = columnsOf
    this.#tables = tables
  }

  /** The same, for queries that WITH gives these tables. */
  within(tables: readonly Node[]): Describe {
    return new Describe(this.#columnsOf, tables)
  }

  /** The columns of a query; undefined if that cannot be known. */
  query(query: Content<'SelectStmt'>): Promise<readonly string[] | undefined> {
    const own = query.withClause?.ctes ?? []
    const byName = new Map(
      [...this.#tables, ...own].map((table) => [as('CommonTableExpr', table)?.ctename, table]),
    )
    const { intoClause: _into, ...asked } = copyOf(query)
    if (byName.size > 0) asked.withClause = { ctes: [...byName.values()], recursive: true }
    return this.#columnsOf(write({ SelectStmt: asked }))
  }

  /** The columns that FROM has. */
  from(fromClause: readonly Node[]): Promise<readonly string[] | undefined> {
    return this.query({ ...EVERYTHING, fromClause: [...fromClause] })
  }
}

const EVERYTHING: Content<'SelectStmt'> = {
  targetList: [{ ResTarget: { val: { ColumnRef: { fields: [{ A_Star: {} }] } } } }],
  op: 'SETOP_NONE',
  limitOption: 'LIMIT_OPTION_DEFAULT',
}
