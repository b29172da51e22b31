import type { Node } from 'libpg-query'
import { as, namesOf, type Content } from './nodes.js'

/** Bytes that a VARCHAR can have. https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html */
export const MOST_BYTES = 65_535

/** The lengths in bytes of columns of the type VARCHAR, by their names as they are written. */
export type ColumnLengths = ReadonlyMap<string, number>

/** The length in a type that the catalog writes as `type`, such as `character varying(20)`; undefined if it has none. */
export function lengthIn(type: string): number | undefined {
  const [, length] = /^character varying\((\d+)\)$/.exec(type) ?? []
  return length === undefined ? undefined : Number(length)
}

/** How many bytes a string has at most that `node` gives, if that follows from its form; undefined otherwise. */
export function lengthOf(node: Node | undefined, columns: ColumnLengths): number | undefined {
  const of = (inner: Node | undefined) => lengthOf(inner, columns)
  const column = as('ColumnRef', node)
  if (column) return columns.get(namesOf(column.fields).join('.'))
  const text = as('A_Const', node)?.sval
  // Of an empty string, protobuf leaves out the value.
  if (text) return Math.max(Buffer.byteLength(text.sval ?? ''), 1)
  const cast = as('TypeCast', node)
  if (cast) return castLength(cast)
  const all = as('CoalesceExpr', node)?.args
  if (all) return longest(all, of)
  const choice = as('CaseExpr', node)
  if (choice) {
    const results = (choice.args ?? []).map((when) => as('CaseWhen', when)?.result)
    return longest([...results, choice.defresult], of)
  }
  const expression = as('A_Expr', node)
  if (expression?.kind !== 'AEXPR_OP' || namesOf(expression.name).at(-1) !== '||') return undefined
  const [left, right] = [of(expression.lexpr), of(expression.rexpr)]
  return left === undefined || right === undefined ? undefined : Math.min(left + right, MOST_BYTES)
}

/** Whether `node` is NULL, or left out, which is no longer than anything. */
function isNull(node: Node | undefined): boolean {
  return node === undefined || as('A_Const', node)?.isnull === true
}

function longest(
  nodes: readonly (Node | undefined)[],
  of: (node: Node | undefined) => number | undefined,
): number | undefined {
  const lengths = nodes.filter((node) => !isNull(node)).map(of)
  const known = lengths.filter((length) => length !== undefined)
  return known.length > 0 && known.length === lengths.length ? Math.max(...known) : undefined
}

function castLength({ typeName }: Content<'TypeCast'>): number | undefined {
  if (typeName?.arrayBounds || namesOf(typeName?.names).at(-1) !== 'varchar') return undefined
  return as('A_Const', typeName?.typmods?.[0])?.ival?.ival
}
