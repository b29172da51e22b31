import type { FaultPath } from '@arbalest/core/host'
import type { State } from 'js-yaml'

/** Where something stands in a text, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A value as the parser met it: a key of a mapping is one too, before what stands under it. */
interface Node extends Position {
  value: unknown
  readonly children: Node[]
}

/** Listens to the YAML parser, and then knows where each value stands. */
export class Positions {
  #open: Node[] = []
  #root: Node | undefined

  /** For the parser's option `listener`. */
  readonly listener = (event: 'open' | 'close', state: State): void => {
    if (event === 'open') {
      const node: Node = { ...positionOf(state), value: undefined, children: [] }
      this.#open.at(-1)?.children.push(node)
      this.#open.push(node)
    } else {
      const node = this.#open.pop()!
      node.value = state.result
      this.#root = node
    }
  }

  /** Returns where the key or item at `path` stands, or as much of the path as there is; undefined if there is nothing of it. */
  at(path: FaultPath): Position | undefined {
    let found: Position | undefined
    let node = this.#root
    for (const step of path) {
      const entry: Entry | undefined = node && entriesOf(node).get(step)
      if (!entry) break
      found = entry.position
      node = entry.value
    }
    return found && { line: found.line, column: found.column }
  }
}

/** What stands under a key, or at an index. */
interface Entry {
  readonly position: Position
  /** Undefined for what is left out, which is null. */
  readonly value: Node | undefined
}

function entriesOf({ value, children }: Node): ReadonlyMap<string | number, Entry> {
  const entries = new Map<string | number, Entry>()
  if (typeof value !== 'object' || value === null) return entries
  // The parser takes what flows for the key of a mapping first, and then for all there is.
  const [only] = children
  if (only && only.value === value) return entriesOf(only)
  const rest = [...children]
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (!isOf(rest[0], item)) continue
      const node = rest.shift()!
      entries.set(index, { position: node, value: node })
    }
    return entries
  }
  while (rest.length > 0) {
    const key = rest.shift()!
    const name = String(key.value)
    const hasValue = name === '<<' || isOf(rest[0], (value as Record<string, unknown>)[name])
    entries.set(name, { position: key, value: hasValue ? rest.shift() : undefined })
  }
  return entries
}

function isOf(node: Node | undefined, value: unknown): boolean {
  return node !== undefined && Object.is(node.value, value)
}

function positionOf({ input, position, line, lineStart }: State): Position {
  let start = position
  while (input[start] === ' ') start++
  return { line: line + 1, column: start - lineStart + 1 }
}
