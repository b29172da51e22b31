import type { Node } from 'libpg-query'
import { MARKS, type Mark } from '../forms/mark.js'
import { as, namesOf } from './nodes.js'

/** The arguments of the mark `name`, if `node` is one. */
export function markArgs(name: Mark, node: Node | undefined): Node[] | undefined {
  const call = as('FuncCall', node)
  const [schema, mark] = namesOf(call?.funcname)
  return schema === MARKS && mark === name ? (call?.args ?? []) : undefined
}

/** Whether `node` is the mark `name`, where that is no more than a name. */
export function isMark(name: Mark, node: Node | undefined): boolean {
  const [schema, mark] = namesOf(as('ColumnRef', node)?.fields)
  return schema === MARKS && mark === name
}

/** Takes the mark `name` off the head of a select list; its arguments. */
export function takeMark(name: Mark, list: Node[] | undefined): Node[] | undefined {
  const at = (list ?? []).findIndex((item) => markArgs(name, as('ResTarget', item)?.val))
  if (at < 0 || !list) return undefined
  const [item] = list.splice(at, 1)
  return markArgs(name, as('ResTarget', item)?.val)
}
