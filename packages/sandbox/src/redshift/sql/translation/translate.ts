import type { Node } from 'libpg-query'
import type { Catalog } from '../tree/catalog.js'
import { Describe } from '../tree/describe.js'
import { as, childrenOf, contentOf, type Content } from '../tree/nodes.js'
import { relationOf, within, type Scope } from '../tree/scope.js'
import { applyMarks } from './apply-marks.js'
import { changeCalls } from './change-calls.js'
import { connectBy } from './connect-by.js'
import { readItem } from './from-items.js'
import { inlineAliases } from './inline-aliases.js'
import { joinOuter } from './join-outer.js'
import { keepStrings } from './literals/keep-strings.js'
import { listUnboundColumns, unboundQuery } from './late-binding.js'
import { navigate } from './navigate.js'
import { pivot } from './pivot.js'
import { scaleDecimals } from './types/scale-decimals.js'
import { stateTypes } from './types/state-types.js'

/**
 * Puts PostgreSQL's forms in the place of Redshift's, throughout `tree`. What depends on the columns of a
 * table is asked of `catalog`; `variables` are names of a procedure's.
 */
export async function translate(
  tree: Node,
  catalog: Catalog,
  variables: Iterable<string> = [],
): Promise<void> {
  const scope = within(undefined)
  for (const name of variables) scope.relations.push({ name, value: false })
  await listUnboundColumns(tree, catalog, (query) =>
    new Translation(catalog).statement(query, within(undefined)),
  )
  await keepStrings(tree, catalog)
  await new Translation(catalog).statement(tree, scope)
  await stateTypes(tree, new Describe(catalog))
}

class Translation {
  readonly #catalog: Catalog
  readonly #describe: Describe
  readonly #depth: number

  /** `depth` says within how many late-binding views the statement is read. */
  constructor(catalog: Catalog, depth = 0) {
    this.#catalog = catalog
    this.#describe = new Describe(catalog)
    this.#depth = depth
  }

  async statement(tree: Node, outer: Scope): Promise<void> {
    const changed = as('UpdateStmt', tree) ?? as('DeleteStmt', tree) ?? as('MergeStmt', tree)
    if (changed) return this.#change(changed, outer)
    await this.#below({ tree }, outer)
  }

  /** The queries below `holder`, each of which sees what `scope` names. */
  async #below(holder: object, scope: Scope | undefined): Promise<void> {
    for (const node of childrenOf(holder)) {
      const query = as('SelectStmt', node)
      if (query) await this.#query(query, scope)
      else await this.#below(contentOf(node), scope)
    }
  }

  async #change(
    statement: Content<'UpdateStmt'> & Content<'DeleteStmt'> & Content<'MergeStmt'>,
    outer: Scope,
  ): Promise<void> {
    const scope = within(outer)
    await this.#tables(statement.withClause, scope)
    if (statement.relation) scope.relations.push(relationOf(statement.relation))
    for (const list of [statement.fromClause, statement.usingClause]) await this.#from(list, scope)
    const { sourceRelation } = statement
    if (sourceRelation) statement.sourceRelation = await this.#item(sourceRelation, scope)
    const {
      withClause: _tables,
      fromClause: _from,
      usingClause: _using,
      sourceRelation: _source,
      ...rest
    } = statement
    await this.#below(rest, scope)
    navigate(rest, scope)
    changeCalls(rest)
    Object.assign(statement, rest)
  }

  async #query(query: Content<'SelectStmt'>, outer: Scope | undefined): Promise<void> {
    const scope = within(outer)
    await this.#tables(query.withClause, scope)
    if (query.larg && query.rarg) {
      await this.#query(query.larg, { ...scope, outer })
      await this.#query(query.rarg, { ...scope, outer })
      return
    }
    await connectBy(query, this.#describe.within(scope.tables))
    await this.#from(query.fromClause, scope)
    const describe = this.#describe.within(scope.tables)
    if (await pivot(query, describe)) return
    await inlineAliases(query, describe)
    const { withClause: _tables, fromClause: _from, ...level } = query
    await this.#below(level, scope)
    navigate(level, scope)
    changeCalls(level)
    Object.assign(query, level)
    joinOuter(query)
    await scaleDecimals(query, describe)
    await applyMarks(query, describe)
  }

  async #tables(clause: Content<'WithClause'> | undefined, scope: Scope): Promise<void> {
    for (const node of clause?.ctes ?? []) {
      const query = as('SelectStmt', as('CommonTableExpr', node)?.ctequery)
      if (query) await this.#query(query, scope)
      scope.tables.push(node)
    }
  }

  /** Reads the items of FROM, in their order, into `scope`. */
  async #from(list: Node[] | undefined, scope: Scope): Promise<void> {
    for (const [i, node] of (list ?? []).entries()) if (list) list[i] = await this.#item(node, scope)
  }

  async #item(node: Node, scope: Scope): Promise<Node> {
    const join = as('JoinExpr', node)
    if (join?.larg && join.rarg) {
      join.larg = await this.#item(join.larg, scope)
      join.rarg = await this.#item(join.rarg, scope)
      const { quals } = join
      if (!quals) return node
      const level = { quals }
      await this.#below(level, scope)
      navigate(level, scope)
      changeCalls(level)
      join.quals = level.quals
      return node
    }
    const query = as('SelectStmt', as('RangeSubselect', node)?.subquery)
    // A subquery of FROM sees what is around the query, and no other item.
    if (query) await this.#query(query, { ...within(scope.outer), tables: [...scope.tables] })
    const table = as('RangeVar', node)
    const item = readItem(node, scope)
    // A path into a SUPER has become a call.
    return table && item === node ? this.#table(table, scope) : item
  }

  async #table(table: Content<'RangeVar'>, scope: Scope): Promise<Node> {
    if (!this.#catalog.mayBeLateBinding(table.relname ?? '')) return { RangeVar: table }
    const query = await unboundQuery(table, scope, this.#catalog, this.#depth)
    if (!query) return { RangeVar: table }
    const subquery = { SelectStmt: query }
    await new Translation(this.#catalog, this.#depth + 1).statement(subquery, within(undefined))
    return { RangeSubselect: { subquery, alias: table.alias ?? { aliasname: table.relname ?? '' } } }
  }
}
