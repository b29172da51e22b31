import { readHivePath, type SourceObject } from '@arbalest/core/plugin'
import { PartFacts } from './facts/part-facts.js'
import type { InferredPath, InferredPathColumn, InferredTable } from './inferred-table.js'
import { ColumnNames } from './name-columns.js'
import { targetOf } from './target-of.js'

/**
 * Learns from the keys of a listing what its folders `name=value` say, as Hive and Spark write them; keeps no key.
 *
 * @example
 * ```ts
 * const paths = new PathFacts()
 * const { sample } = await spread(paths.watch(each(pages<SourceObject>(source.list()))), 100)
 * const inferred = await inferObjects(source.open, sample, { most: 1024 * 1024 })
 * const target = targetOf({ ...inferred, path: paths.columnsBeside(inferred) }, 'events')
 * ```
 */
export class PathFacts {
  readonly #parts = new Map<string, PartFacts>()
  #keys = 0
  #folder: string | undefined
  #last: ReturnType<typeof readHivePath>

  /** Yields `objects` as they are, and learns from the key of each. */
  async *watch(objects: AsyncIterable<SourceObject>): AsyncGenerator<SourceObject> {
    for await (const object of objects) {
      this.add(object.key)
      yield object
    }
  }

  /** Takes account of one more key. */
  add(key: string): void {
    this.#keys++
    const folder = key.slice(0, key.lastIndexOf('/') + 1)
    if (folder !== this.#folder) this.#last = readHivePath(key)
    this.#folder = folder
    for (const [name, { value }] of this.#last ?? []) {
      let facts = this.#parts.get(name)
      if (!facts) {
        if (this.#parts.size === MOST_PARTS) continue
        facts = new PartFacts(name)
        this.#parts.set(name, facts)
      }
      facts.add(value)
    }
  }

  /** Returns the columns of the path that go with those of the objects; undefined if no key has such a folder. */
  columnsBeside(inferred: InferredTable): InferredPath | undefined {
    if (this.#parts.size === 0) return undefined
    const held = targetOf(inferred, 'any').columns.map(({ name }) => name)
    const names = new ColumnNames([...held, ...NO_KEYS])
    const columns: InferredPathColumn[] = []
    const remarks: string[] = []
    for (const [part, facts] of this.#parts) {
      const { count, type, remarks: learned } = facts
      if (count < this.#keys)
        remarks.push(
          `Left out: the folder "${part}=…", which ${count} of ${this.#keys} keys have; with a column of it, the others could not be loaded.`,
        )
      else if (facts.unreadable)
        remarks.push(`Left out: the folder "${part}=…", of which a value has the character NUL.`)
      else if (/[{}]/.test(part)) remarks.push(`Left out: the folder "${part}=…", whose name has a brace.`)
      else {
        const { name = part, reason } = names.nameFor([part]) ?? {}
        const about = held.includes(part) ? `"${part}" is a column of the objects, too` : reason
        columns.push({
          name,
          type,
          ...(name !== part && { from: `{${part}}` }),
          remarks: [...(about === undefined ? [] : [about]), ...learned],
        })
      }
    }
    return { columns, remarks }
  }
}

/** How many parts are kept: names that are data would have no end. */
const MOST_PARTS = 50

/** Names that no key of a configuration may have. */
const NO_KEYS = ['__proto__', 'prototype', 'constructor']
