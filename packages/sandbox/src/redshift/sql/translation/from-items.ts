import type { Node } from 'libpg-query'
import { call, column, string } from '../tree/make.js'
import { markArgs } from '../tree/marks.js'
import { as, type Content } from '../tree/nodes.js'
import { isValue, relationOf, type Scope } from '../tree/scope.js'
import { navigate } from './navigate.js'

/** Adds an item of FROM to `scope`; a path becomes a call of what iterates over a SUPER. */
export function readItem(node: Node, scope: Scope): Node {
  const table = as('RangeVar', node)
  const items = as('RangeFunction', node)
  if (table) {
    const names = [table.catalogname, table.schemaname, table.relname].filter((name) => name !== undefined)
    const known = names.length > 1 ? isRelation(names[0], scope) : isValue(names[0], scope)
    if (!known) {
      scope.relations.push(relationOf(table))
      return node
    }
    const name = table.alias?.aliasname ?? table.relname ?? ''
    return iteration('values', column(...names), { aliasname: name, colnames: [string(name)] }, scope)
  }
  const called = as('List', items?.functions?.[0])?.items?.[0]
  for (const kind of ['unnest', 'unpivot'] as const) {
    const [iterated] = markArgs(kind, called) ?? []
    if (!iterated || !items?.alias) continue
    const indexed = (items.alias.colnames?.length ?? 0) > 1
    return iteration(
      kind === 'unpivot' ? 'attributes' : indexed ? 'items' : 'values',
      iterated,
      items.alias,
      scope,
    )
  }
  if (items) navigate(items, scope)
  const alias = items?.alias ?? as('RangeSubselect', node)?.alias
  if (alias?.aliasname) scope.relations.push({ name: alias.aliasname, value: false })
  return node
}

function iteration(
  over: 'values' | 'items' | 'attributes',
  iterated: Node,
  alias: Content<'Alias'>,
  scope: Scope,
): Node {
  const holder = { iterated }
  navigate(holder, scope)
  scope.relations.push({ name: alias.aliasname ?? '', value: true })
  const called = { List: { items: [call(['redshift', over], [holder.iterated]), {} as Node] } }
  return { RangeFunction: { functions: [called], alias } }
}

function isRelation(name: string | undefined, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (at.relations.some((relation) => relation.name === name)) return true
  }
  return false
}
