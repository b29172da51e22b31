import type { Node } from 'libpg-query'
import type { Content } from './nodes.js'

/** What FROM gives a name to. */
export interface Relation {
  /** The alias, or the table's own name. */
  readonly name: string
  /** The schema, if that is given and the alias is not. */
  readonly schema?: string | undefined
  /** The database, if that is given and the alias is not. */
  readonly database?: string | undefined
  /** Whether the name stands for a value of a SUPER that FROM iterates over, and not for a row. */
  readonly value: boolean
}

/** The names that an expression of a query can use. */
export interface Scope {
  readonly relations: Relation[]
  /** What WITH defines, as far as it has been read. */
  readonly tables: Node[]
  /** The query that this one is part of. */
  readonly outer?: Scope | undefined
}

/** A scope within `outer` that names nothing yet. */
export function within(outer: Scope | undefined): Scope {
  return { relations: [], tables: outer ? [...outer.tables] : [], outer }
}

/** What a table of FROM is called. */
export function relationOf(table: Content<'RangeVar'>): Relation {
  const alias = table.alias?.aliasname
  if (alias) return { name: alias, value: false }
  return { name: table.relname ?? '', schema: table.schemaname, database: table.catalogname, value: false }
}

/** How the dotted `names` of a column divide. */
export interface ColumnPath {
  /** The column, with the table before it if that is given. */
  readonly column: readonly string[]
  /** The way from there into a SUPER. */
  readonly path: readonly string[]
}

/**
 * Divides dotted names: the first may be a table of the query or of one around it, a schema before a table, or a
 * database before both; otherwise it is a column. https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
 */
export function divide(names: readonly string[], scope: Scope | undefined): ColumnPath {
  const length = columnLength(names, scope)
  const column = length === 0 ? [names[0] ?? '', names[0] ?? ''] : names.slice(0, length)
  return { column, path: names.slice(Math.max(length, 1)) }
}

/** How many of `names` are the column's; none if the first is a value that FROM iterates over. */
function columnLength(names: readonly string[], scope: Scope | undefined): number {
  const [first, second, third] = names
  for (let at = scope; at; at = at.outer) {
    const relation = at.relations.find(({ name, schema }) => name === first && schema === undefined)
    if (relation) return relation.value ? 0 : 2
    if (at.relations.some(({ name, schema }) => name === second && (schema ?? first) === first)) return 3
    const whole = at.relations.some(
      ({ name, schema, database }) => name === third && schema === second && database === first,
    )
    if (whole) return 4
    if (at.relations.some(({ name }) => name === first)) return 2
  }
  return 1
}

/** The value that FROM iterates over by this name, if there is one. */
export function isValue(name: string | undefined, scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.outer) {
    const relation = at.relations.findLast((known) => known.name === name)
    if (relation) return relation.value
  }
  return false
}
