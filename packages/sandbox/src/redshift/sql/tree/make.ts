import type { Node } from 'libpg-query'
import type { Content } from './nodes.js'

/** A name within a list of names. */
export function string(value: string): Node {
  return { String: { sval: value } }
}

/** A column, by its dotted names. */
export function column(...names: readonly string[]): Node {
  return { ColumnRef: { fields: names.map(string) } }
}

/** A call of a function, by its dotted names. */
export function call(names: readonly string[], args: readonly Node[]): Node {
  return { FuncCall: { funcname: names.map(string), args: [...args], funcformat: 'COERCE_EXPLICIT_CALL' } }
}

/** A string as it is, of the type `text` unless it meets another. */
export function literal(value: string): Node {
  return { A_Const: { sval: { sval: value } } }
}

/** A whole number. */
export function integer(value: number): Node {
  return { A_Const: { ival: { ival: value } } }
}

/** `node` as a type of PostgreSQL's. */
export function cast(node: Node, ...type: readonly string[]): Node {
  return { TypeCast: { arg: node, typeName: { names: type.map(string), typemod: -1 } } }
}

/** An item of a select list. */
export function target(node: Node, name?: string): Node {
  return { ResTarget: name === undefined ? { val: node } : { name, val: node } }
}

/** An item of ORDER BY. */
export function ascending(node: Node): Node {
  return {
    SortBy: { node, sortby_dir: 'SORTBY_DEFAULT', sortby_nulls: 'SORTBY_NULLS_DEFAULT' },
  }
}

/** `left operator right`. */
export function operation(left: Node, operator: string, right: Node): Node {
  return { A_Expr: { kind: 'AEXPR_OP', name: [string(operator)], lexpr: left, rexpr: right } }
}

/** A query of all columns, which lacks its FROM. */
export const EVERYTHING: Content<'SelectStmt'> = {
  targetList: [{ ResTarget: { val: { ColumnRef: { fields: [{ A_Star: {} }] } } } }],
  op: 'SETOP_NONE',
  limitOption: 'LIMIT_OPTION_DEFAULT',
}
