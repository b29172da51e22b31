import type { Node } from 'libpg-query'
import { markArgs } from './marks.js'
import { as, kindOf, namesOf, type Content } from './nodes.js'

/** Functions whose columns Redshift calls otherwise. https://docs.aws.amazon.com/redshift/latest/dg/r_EXTRACT_function.html, https://docs.aws.amazon.com/redshift/latest/dg/r_LOG.html */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['extract', 'date_part'],
  ['log', 'dlog10'],
])

/**
 * The name that a column of the result has whose expression is `node`, as PostgreSQL gives it
 * (https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c); undefined
 * if it has none. What a call is called, `called` says.
 */
function outputName(node: Node | undefined, called: (call: Node) => string | undefined): string | undefined {
  if (!node) return undefined
  const indirection = as('A_Indirection', node)
  if (indirection) {
    const names = namesOf(indirection.indirection?.filter((step) => kindOf(step) === 'String'))
    return names.at(-1) ?? outputName(indirection.arg, called)
  }
  const cast = as('TypeCast', node)
  if (cast) return outputName(cast.arg, called) ?? namesOf(cast.typeName?.names).at(-1)
  const otherwise = as('CaseExpr', node)
  if (otherwise) return outputName(otherwise.defresult, called) ?? 'case'
  if (as('FuncCall', node)) return called(node)
  const names = as('ColumnRef', node)?.fields
  if (names) return namesOf(names.filter((name) => kindOf(name) === 'String')).at(-1)
  if (as('CoalesceExpr', node)) return 'coalesce'
  if (as('MinMaxExpr', node)) return as('MinMaxExpr', node)?.op === 'IS_LEAST' ? 'least' : 'greatest'
  return as('A_Expr', node)?.kind === 'AEXPR_NULLIF' ? 'nullif' : undefined
}

function functionName(call: Node): string | undefined {
  return namesOf(as('FuncCall', call)?.funcname).at(-1)
}

/** What Redshift calls a call: DECODE is a CASE there too. */
function redshiftName(call: Node): string | undefined {
  const [ignoring] = markArgs('ignoring nulls', call) ?? []
  if (ignoring) return functionName(ignoring)
  const [name, args = []] = [functionName(call), as('FuncCall', call)?.args]
  if (name !== 'decode') return RENAMED.get(name ?? '') ?? name
  return (args.length % 2 === 0 ? outputName(args.at(-1), redshiftName) : undefined) ?? 'case'
}

/** Does `change`, which may put another expression into the column of a result, and keeps the column's name. */
export function keepName(target: Content<'ResTarget'>, change: () => void): void {
  const name = outputName(target.val, redshiftName)
  change()
  if (target.name === undefined && outputName(target.val, functionName) !== name)
    target.name = name ?? '?column?'
}
