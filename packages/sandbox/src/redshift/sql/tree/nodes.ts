import type { Node } from 'libpg-query'

type KindOf<N> = N extends unknown ? keyof N : never

/** What a node is: `SelectStmt`, `ColumnRef`, … */
export type Kind = KindOf<Node>

/** A node of one kind. */
type NodeOf<K extends Kind> = Extract<Node, Record<K, unknown>>

/** What a node of one kind holds. */
export type Content<K extends Kind> = NodeOf<K> extends Record<K, infer C> ? C : never

/** What `node` holds if it is a `kind`. */
export function as<K extends Kind>(kind: K, node: Node | undefined): Content<K> | undefined {
  return (node as Partial<Record<K, Content<K>>> | undefined)?.[kind]
}

/** The kind of `node`. */
export function kindOf(node: Node): Kind {
  return Object.keys(node)[0] as Kind
}

/** Whether `value` is a node: an object whose only key is a kind. */
function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false
  let keys = 0
  for (const key in value) {
    // Fields begin with a small letter.
    if (keys++ > 0 || key > '[') return false
  }
  return keys === 1 && !Array.isArray(value)
}

/** Fields that hold what a node of a kind holds, without saying its kind. */
const UNSAID: Readonly<Record<string, Kind>> = {
  larg: 'SelectStmt',
  rarg: 'SelectStmt',
  withClause: 'WithClause',
  over: 'WindowDef',
  typeName: 'TypeName',
  relation: 'RangeVar',
  rel: 'RangeVar',
  view: 'RangeVar',
  intoClause: 'IntoClause',
  into: 'IntoClause',
}

/** The nodes right below `holder`, which is what a node holds. */
export function childrenOf(holder: object): Node[] {
  const found: Node[] = []
  findChildren(holder, found)
  return found
}

function findChildren(holder: object, found: Node[]): void {
  for (const name in holder) {
    const value = (holder as Readonly<Record<string, unknown>>)[name]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) for (const item of value) findChild(name, item, found)
    else findChild(name, value, found)
  }
}

function findChild(name: string, value: unknown, found: Node[]): void {
  if (typeof value !== 'object' || value === null) return
  const unsaid = UNSAID[name]
  if (isNode(value)) found.push(value)
  else if (unsaid) found.push({ [unsaid]: value } as Node)
  else findChildren(value, found)
}

/** All nodes below `holder`, except what is below a node for which `enters` returns false. */
export function nodesIn(holder: object, enters: (node: Node) => boolean = () => true): Node[] {
  const found: Node[] = []
  const below = (inner: object): void => {
    for (const node of childrenOf(inner)) {
      found.push(node)
      if (enters(node)) below(contentOf(node))
    }
  }
  below(holder)
  return found
}

/**
 * Puts what `change` returns in the place of each node below `holder`, and looks no further below that
 * one; if it returns nothing, the nodes below are next.
 */
export function changeNodes(holder: object, change: (node: Node) => Node | undefined): void {
  const fields = holder as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    if (isNode(value)) fields[name] = changed(value, change)
    else if (Array.isArray(value)) {
      fields[name] = (value as unknown[]).map((item) => {
        if (isNode(item)) return changed(item, change)
        if (typeof item === 'object' && item !== null) changeNodes(item, change)
        return item
      })
    } else if (typeof value === 'object' && value !== null) changeNodes(value, change)
  }
}

function changed(node: Node, change: (node: Node) => Node | undefined): Node {
  const other = change(node)
  if (!other) changeNodes(contentOf(node), change)
  return other ?? node
}

/** What `node` holds, whatever it is. */
export function contentOf(node: Node): object {
  return Object.values(node)[0] as object
}

/** The names in a list of strings, such as a function's; `*` stands for a star. */
export function namesOf(list: readonly Node[] | undefined): string[] {
  return (list ?? []).map((node) => as('String', node)?.sval ?? '*')
}

/** A copy that shares nothing with `node`. */
export function copyOf<T extends object>(node: T): T {
  return structuredClone(node)
}
