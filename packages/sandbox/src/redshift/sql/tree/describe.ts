import type { Node } from 'libpg-query'
import type { Catalog } from './catalog.js'
import { write } from './grammar.js'
import { as, copyOf, type Content } from './nodes.js'

/** Asks what columns the queries within a statement have. */
export class Describe {
  readonly #catalog: Pick<Catalog, 'columnsOf'>
  readonly #tables: readonly Node[]

  constructor(catalog: Pick<Catalog, 'columnsOf'>, tables: readonly Node[] = []) {
    this.#catalog = catalog
    this.#tables = tables
  }

  /** The same, for queries that WITH gives these tables. */
  within(tables: readonly Node[]): Describe {
    return new Describe(this.#catalog, tables)
  }

  /** The columns of a query; undefined if that cannot be known. */
  query(query: Content<'SelectStmt'>): Promise<readonly string[] | undefined> {
    const own = query.withClause?.ctes ?? []
    const byName = new Map(
      [...this.#tables, ...own].map((table) => [as('CommonTableExpr', table)?.ctename, table]),
    )
    const { intoClause: _into, ...asked } = copyOf(query)
    if (byName.size > 0) asked.withClause = { ctes: [...byName.values()], recursive: true }
    return this.#catalog.columnsOf(write({ SelectStmt: asked }))
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
