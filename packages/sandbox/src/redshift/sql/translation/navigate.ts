import type { Node } from 'libpg-query'
import { MARKS } from '../forms/mark.js'
import { call, cast, column, integer, literal, string } from '../tree/make.js'
import { isMark } from '../tree/marks.js'
import { as, changeNodes, kindOf, namesOf, type Content } from '../tree/nodes.js'
import { keepName } from '../tree/output-name.js'
import { divide, type Scope } from '../tree/scope.js'

const ATTRIBUTE = ['redshift', 'attribute']
const ELEMENT = ['redshift', 'element']

/**
 * Puts calls in the place of the paths into SUPERs that `level`, the expressions of one query, has.
 * https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
 */
export function navigate(level: object, scope: Scope): void {
  const change = (node: Node): Node | undefined => {
    if (kindOf(node) === 'SelectStmt') return node
    const target = as('ResTarget', node)
    if (target) {
      keepName(target, () => changeNodes(target, change))
      return node
    }
    return withoutPath(node, scope, change)
  }
  changeNodes(level, change)
  changeNodes(level, typed)
}

function withoutPath(node: Node, scope: Scope, change: (node: Node) => Node | undefined): Node | undefined {
  const dotted = as('ColumnRef', node)
  if (dotted) return columnPath(dotted, scope)
  const indirection = as('A_Indirection', node)
  if (!indirection?.arg) return undefined
  const steps = indirection.indirection ?? []
  const last = as('A_Indices', steps.at(-1))
  // Of an outer join, which is read later.
  if (isMark('outer', last?.uidx)) return node
  const holder = { arg: indirection.arg }
  changeNodes(holder, change)
  return steps.reduce(step, holder.arg)
}

function columnPath({ fields = [] }: Content<'ColumnRef'>, scope: Scope): Node | undefined {
  if (fields.some((field) => kindOf(field) !== 'String')) return undefined
  const names = namesOf(fields)
  if (names[0] === MARKS) return undefined
  const divided = divide(names, scope)
  if (divided.path.length === 0 && divided.column.length <= names.length) return undefined
  return divided.path.map(string).reduce(step, column(...divided.column))
}

function step(from: Node, by: Node): Node {
  const name = as('String', by)?.sval
  if (name !== undefined) return call(ATTRIBUTE, [from, literal(name)])
  const index = as('A_Indices', by)?.uidx ?? integer(0)
  return call(as('A_Const', index)?.sval ? ATTRIBUTE : ELEMENT, [from, index])
}

/** A string beside a path is a string, and no JSON. */
function typed(node: Node): Node | undefined {
  if (kindOf(node) === 'SelectStmt') return node
  const expression = as('A_Expr', node)
  if (expression) {
    const { lexpr, rexpr } = expression
    if (isPath(lexpr) && rexpr) expression.rexpr = asString(rexpr)
    if (isPath(rexpr) && lexpr) expression.lexpr = asString(lexpr)
  }
  const list = as('CoalesceExpr', node)
  if (list?.args?.some(isPath)) list.args = list.args.map(asString)
  return undefined
}

function isPath(node: Node | undefined): boolean {
  const [schema, name] = namesOf(as('FuncCall', node)?.funcname)
  return schema === 'redshift' && (name === ATTRIBUTE[1] || name === ELEMENT[1])
}

function asString(node: Node): Node {
  const list = as('List', node)
  if (list) return { List: { items: (list.items ?? []).map(asString) } }
  return as('A_Const', node)?.sval ? cast(node, 'varchar') : node
}
