import type { Node } from 'libpg-query'
import type { Catalog, ColumnType } from './catalog.js'
import { write } from './grammar.js'
import { EVERYTHING, target } from './make.js'
import { as, copyOf, type Content } from './nodes.js'

/** Asks what columns the queries within a statement have. */
export class Describe {
  readonly #catalog: Pick<Catalog, 'columnsOf' | 'typesOf'>
  readonly #tables: readonly Node[]

  constructor(catalog: Pick<Catalog, 'columnsOf' | 'typesOf'>, tables: readonly Node[] = []) {
    this.#catalog = catalog
    this.#tables = tables
  }

  /** The same, for queries that WITH gives these tables. */
  within(tables: readonly Node[]): Describe {
    return new Describe(this.#catalog, tables)
  }

  /** The columns of a query; undefined if that cannot be known. */
  query(query: Content<'SelectStmt'>): Promise<readonly string[] | undefined> {
    return this.#catalog.columnsOf(this.#asked(query))
  }

  /** The names and types of the columns of a query; undefined if they cannot be known. */
  typesOf(query: Content<'SelectStmt'>): Promise<readonly ColumnType[] | undefined> {
    return this.#catalog.typesOf(this.#asked(query))
  }

  /** The types of `columns` of FROM; undefined if they cannot be known. */
  types(columns: readonly Node[], fromClause: readonly Node[]): Promise<readonly ColumnType[] | undefined> {
    const targetList = columns.map((val, i) => target(val, `c${i}`))
    return this.#catalog.typesOf(this.#asked({ ...EVERYTHING, targetList, fromClause: [...fromClause] }))
  }

  /** The columns that FROM has. */
  from(fromClause: readonly Node[]): Promise<readonly string[] | undefined> {
    return this.query({ ...EVERYTHING, fromClause: [...fromClause] })
  }

  #asked(query: Content<'SelectStmt'>): string {
    const own = query.withClause?.ctes ?? []
    const byName = new Map(
      [...this.#tables, ...own].map((table) => [as('CommonTableExpr', table)?.ctename, table]),
    )
    const { intoClause: _into, ...asked } = copyOf(query)
    if (byName.size > 0) asked.withClause = { ctes: [...byName.values()], recursive: true }
    return write({ SelectStmt: asked })
  }
}
