import type { Node } from 'libpg-query'
import type { Describe } from '../../tree/describe.js'
import { type ColumnTypes, type Exact, exactOf, exactType, widest } from '../../tree/exact.js'
import { integer, string } from '../../tree/make.js'
import { as, kindOf, namesOf, nodesIn, type Content } from '../../tree/nodes.js'
import { keepName } from '../../tree/output-name.js'
import { type ColumnLengths, lengthIn, lengthOf } from '../../tree/string-length.js'
import { keepLengths, varchar } from './keep-lengths.js'

type Query = Content<'SelectStmt'>

/** What is known of the columns that expressions are made of. */
interface Known {
  readonly types: ColumnTypes
  readonly lengths: ColumnLengths
}

/**
 * Has the columns of a table or a view that is made by a query have the precision, scale or length that a cluster
 * computes, which the catalog shows; PostgreSQL computes none of them. A number stays as it is if what it has follows
 * neither from the form of its expression nor from the types of columns; so does a string of a view, and one of a
 * table can have all bytes that there may be. https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html
 */
export async function stateTypes(tree: Node, describe: Describe): Promise<void> {
  const view = as('SelectStmt', as('ViewStmt', tree)?.query)
  if (view) return stateIn(view, describe)
  const into = as('SelectStmt', tree)
  const made = as('SelectStmt', as('CreateTableAsStmt', tree)?.query) ?? (into?.intoClause && into)
  if (!made) return
  await stateIn(made, describe)
  const types = await describe.typesOf(made)
  if (types) keepLengths(made, types)
}

async function stateIn(query: Query, describe: Describe): Promise<void> {
  const branches = branchesOf(query)
  const lists = branches.map(({ targetList = [] }) => targetList)
  if (lists.flat().some(isStar) || lists.some(({ length }) => length !== lists[0]?.length)) return
  // What DISTINCT is sorted by stands in the list as it is.
  if (query.sortClause && branches.some(({ distinctClause }) => distinctClause)) return
  const known = await Promise.all(branches.map((branch) => columnsOf(branch, query, describe)))
  for (const i of (lists[0] ?? []).keys()) {
    const targets = lists.flatMap((list) => as('ResTarget', list[i]) ?? [])
    const change = changeTo(targets, known)
    for (const target of change ? targets : []) {
      const { val } = target
      // The columns of a union have the type of all only if each says so.
      if (change && val && (targets.length > 1 || !saysAll(val)))
        keepName(target, () => (target.val = change(val)))
    }
  }
}

/** The queries that `query` is a union of; itself if it is none. */
function branchesOf(query: Query): Query[] {
  return query.larg && query.rarg ? [...branchesOf(query.larg), ...branchesOf(query.rarg)] : [query]
}

function isStar(item: Node): boolean {
  return (as('ColumnRef', as('ResTarget', item)?.val)?.fields ?? []).some(
    (field) => kindOf(field) === 'A_Star',
  )
}

/** A column, or a value that is cast already. */
function saysAll(value: Node): boolean {
  return as('ColumnRef', value) !== undefined || as('TypeCast', value)?.typeName?.typmods !== undefined
}

/** The types of the columns that the list of `branch` names. */
async function columnsOf(branch: Query, query: Query, describe: Describe): Promise<Known> {
  const [types, lengths] = [new Map<string, Exact>(), new Map<string, number>()]
  const found = new Map<string, Node>()
  for (const item of branch.targetList ?? []) {
    for (const node of nodesIn({ item }, (inner) => kindOf(inner) !== 'SelectStmt')) {
      const { fields } = as('ColumnRef', node) ?? {}
      if (fields?.every((field) => kindOf(field) === 'String')) found.set(namesOf(fields).join('.'), node)
    }
  }
  if (found.size === 0 || !branch.fromClause) return { types, lengths }
  const tables = describe.within(query.withClause?.ctes ?? [])
  const columns = await tables.types([...found.values()], branch.fromClause)
  for (const [i, name] of [...found.keys()].entries()) {
    const type = columns?.[i]?.type ?? ''
    const [exact, length] = [exactType(type), lengthIn(type)]
    if (exact) types.set(name, exact)
    if (length !== undefined) lengths.set(name, length)
  }
  return { types, lengths }
}

/** What gives a column of the result, of which `targets` are the values, all of a type; undefined if it has all, or is not known. */
function changeTo(
  targets: readonly Content<'ResTarget'>[],
  known: readonly Known[],
): ((value: Node) => Node) | undefined {
  if (targets.every(({ val }) => val && saysAll(val))) return undefined
  const values = targets.flatMap(({ val }, i) => (isNull(val) ? [] : [{ val, ...known[i] }]))
  const number = widest(values.map(({ val, types }) => exactOf(val, types ?? new Map())))
  if (number) return number.integer ? undefined : (value) => numeric(value, number)
  const lengths = values.map((value) => lengthOf(value.val, value.lengths ?? new Map()) ?? Infinity)
  const longest = Math.max(...lengths)
  return lengths.length === 0 || longest === Infinity ? undefined : (value) => varchar(value, longest)
}

function isNull(value: Node | undefined): boolean {
  return as('A_Const', value)?.isnull === true
}

function numeric(value: Node, { precision, scale }: Exact): Node {
  const names = ['pg_catalog', 'numeric'].map(string)
  const typmods = [precision, scale].map(integer)
  return { TypeCast: { arg: value, typeName: { names, typmods, typemod: -1 } } }
}
