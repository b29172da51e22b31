import type { Node } from 'libpg-query'
import { as, kindOf, namesOf, type Content } from './nodes.js'

/**
 * The name that a column of the result has whose expression is `node`, as PostgreSQL gives it
 * (https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c); undefined
 * if it has none.
 */
function outputName(node: Node | undefined): string | undefined {
  if (!node) return undefined
  const indirection = as('A_Indirection', node)
  if (indirection) {
    const names = namesOf(indirection.indirection?.filter((step) => kindOf(step) === 'String'))
    return names.at(-1) ?? outputName(indirection.arg)
  }
  const cast = as('TypeCast', node)
  if (cast) return outputName(cast.arg) ?? namesOf(cast.typeName?.names).at(-1)
  const otherwise = as('CaseExpr', node)
  if (otherwise) return outputName(otherwise.defresult) ?? 'case'
  const names = as('ColumnRef', node)?.fields ?? as('FuncCall', node)?.funcname
  if (names) return namesOf(names.filter((name) => kindOf(name) === 'String')).at(-1)
  if (as('CoalesceExpr', node)) return 'coalesce'
  if (as('MinMaxExpr', node)) return as('MinMaxExpr', node)?.op === 'IS_LEAST' ? 'least' : 'greatest'
  return as('A_Expr', node)?.kind === 'AEXPR_NULLIF' ? 'nullif' : undefined
}

/** Does `change`, which may put another expression into the column of a result, and keeps the column's name. */
export function keepName(target: Content<'ResTarget'>, change: () => void): void {
  const before = outputName(target.val)
  change()
  if (target.name === undefined && outputName(target.val) !== before) target.name = before ?? '?column?'
}
