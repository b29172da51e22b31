import type { Node } from 'libpg-query'
import type { Catalog } from '../tree/catalog.js'
import { parse } from '../tree/grammar.js'
import { as, namesOf, nodesIn } from '../tree/nodes.js'
import { readsStrings } from './literals/keep-strings.js'
import { translate } from './translate.js'

/** Operators that read the values beside them as any others of the same type. */
const OPERATORS = new Set(['=', '<>', '<', '>', '<=', '>=', '+', '-'])

/** Decides for one session whether a statement of a form goes to PostgreSQL as it was written. */
export type PlainForm = (catalog: Catalog) => Promise<boolean>

/**
 * What has to hold for `sql`, which no rule has changed, to be PostgreSQL's too, and so any that differs from
 * it by the values of its `literals` alone. Undefined if that may depend on the values.
 */
export async function plainForm(sql: string, literals: number): Promise<PlainForm | undefined> {
  const tree = parse(sql)
  if (!tree || plainValues(tree) !== literals) return undefined
  const before = JSON.stringify(tree)
  const tables: string[] = []
  const written: string[] = []
  let asked = false
  const unknown = <T>(answer: T) => {
    asked = true
    return Promise.resolve(answer)
  }
  await translate(tree, {
    mayBeLateBinding: (name) => tables.push(name) < 0,
    storedTypes: (table) => (written.push(table), Promise.resolve([])),
    expectLateBinding: () => (asked = true),
    mayHaveFurtherEntries: () => true,
    expectFurtherEntries: () => (asked = true),
    columnsOf: () => unknown(undefined),
    typesOf: () => unknown(undefined),
    lateBinding: () => unknown(undefined),
    lateBindings: () => unknown([]),
  })
  if (asked || JSON.stringify(tree) !== before) return undefined
  return async (catalog) => {
    if (tables.some((name) => catalog.mayBeLateBinding(name))) return false
    for (const table of written) if (readsStrings(await catalog.storedTypes(table))) return false
    return true
  }
}

/** How many values stand where nothing is made of them, whatever they are. */
function plainValues(tree: Node): number {
  return [tree, ...nodesIn({ tree })].flatMap(valuesOf).filter(isValue).length
}

function valuesOf(node: Node): readonly (Node | undefined)[] {
  const query = as('SelectStmt', node)
  if (query) {
    const rows = query.valuesLists?.flatMap((row) => as('List', row)?.items ?? []) ?? []
    return [...rows, query.limitCount, query.limitOffset]
  }
  const target = as('ResTarget', node)
  if (target) return [target.val]
  const expression = as('A_Expr', node)
  if (!expression || !OPERATORS.has(namesOf(expression.name).join('.'))) return []
  switch (expression.kind) {
    case 'AEXPR_OP':
      return [expression.lexpr, expression.rexpr]
    case 'AEXPR_IN':
      return as('List', expression.rexpr)?.items ?? []
    default:
      return []
  }
}

function isValue(node: Node | undefined): boolean {
  const constant = as('A_Const', node)
  return (constant?.ival ?? constant?.fval ?? constant?.sval) !== undefined
}
