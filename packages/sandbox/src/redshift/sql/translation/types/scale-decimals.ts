import type { Node } from 'libpg-query'
import type { Describe } from '../../tree/describe.js'
import { computed, exactOf, exactType, MOST_DIGITS, type ColumnTypes, type Exact } from '../../tree/exact.js'
import { integer } from '../../tree/make.js'
import { as, changeNodes, kindOf, namesOf, nodesIn, type Content } from '../../tree/nodes.js'
import { keepName } from '../../tree/output-name.js'

/**
 * Gives each quotient and each product of DECIMALs in `query` the precision and the scale that a cluster
 * computes; PostgreSQL gives them others, and knows no limit. What has a type that the query alone does
 * not show stays as it is.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html
 */
export async function scaleDecimals(query: Content<'SelectStmt'>, describe: Describe): Promise<void> {
  const { withClause: _tables, fromClause = [], ...level } = query
  const operations = within(level).filter((node) => operatorOf(node) !== undefined)
  if (operations.length === 0) return
  const quotients = operations.filter((node) => operatorOf(node) === '/')
  const columns = await typesOf(quotients, fromClause, describe)
  const change = (node: Node): Node | undefined => {
    if (kindOf(node) === 'SelectStmt') return node
    const target = as('ResTarget', node)
    if (target) {
      keepName(target, () => changeNodes(target, change))
      return node
    }
    const expression = operatorOf(node) === undefined ? undefined : as('A_Expr', node)
    if (!expression) return undefined
    changeNodes(expression, change)
    return scaled(node, expression, columns)
  }
  changeNodes(level, change)
  Object.assign(query, level)
}

function scaled(node: Node, { lexpr, rexpr }: Content<'A_Expr'>, columns: ColumnTypes): Node {
  const [left, right] = [exactOf(lexpr, columns), exactOf(rexpr, columns)]
  if (!left || !right || (left.integer && right.integer)) return node
  const operator = operatorOf(node)
  // A product is exact, unless it has too many digits.
  if (operator === '*' && left.precision + right.precision + 1 <= MOST_DIGITS) return node
  const type = computed(operator, left, right)
  return type ? castTo(type, node) : node
}

function castTo({ precision, scale }: Exact, arg: Node): Node {
  const names = ['pg_catalog', 'numeric'].map((sval) => ({ String: { sval } }))
  return {
    TypeCast: { arg, typeName: { names, typmods: [integer(precision), integer(scale)], typemod: -1 } },
  }
}

/** The types of the columns that `quotients` are made of. */
async function typesOf(
  quotients: readonly Node[],
  fromClause: readonly Node[],
  describe: Describe,
): Promise<ColumnTypes> {
  const types = new Map<string, Exact>()
  const found = new Map<string, Node>()
  for (const quotient of quotients) {
    for (const node of within({ quotient })) {
      const { fields } = as('ColumnRef', node) ?? {}
      if (fields?.every((field) => kindOf(field) === 'String')) found.set(namesOf(fields).join('.'), node)
    }
  }
  if (found.size === 0 || fromClause.length === 0) return types
  const columns = await describe.types(Array.from(found.values()), fromClause)
  for (const [i, name] of Array.from(found.keys()).entries()) {
    const type = exactType(columns?.[i]?.type ?? '')
    if (type) types.set(name, type)
  }
  return types
}

/** `/` or `*`, if `node` is such an operation. */
function operatorOf(node: Node): '/' | '*' | undefined {
  const expression = as('A_Expr', node)
  if (expression?.kind !== 'AEXPR_OP' || !expression.lexpr) return undefined
  const [operator] = namesOf(expression.name)
  return operator === '/' || operator === '*' ? operator : undefined
}

/** The nodes below `holder`, without those of queries within. */
function within(holder: object): Node[] {
  return nodesIn(holder, (node) => kindOf(node) !== 'SelectStmt')
}
