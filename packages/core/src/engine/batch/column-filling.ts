import type { SourceObject } from '../../contracts/source/source.js'
import { SourceError } from '../../faults/errors.js'
import type { Constant, PathFilling } from '../../tables/columns/filling.js'
import { fitValue } from '../../tables/columns/fit-value.js'
import {
  partsIn,
  patternReader,
  readHivePath,
  type PathPart,
  type PathReader,
} from '../../tables/target/path-parts.js'
import type { Column, Target } from '../../tables/target/target.js'

/** Objects whose rows have the same values in all columns that are filled. */
export interface FilledGroup {
  /** By the names of the columns. */
  readonly values: ReadonlyMap<string, Constant>
  readonly objects: SourceObject[]
}

/** What fills the columns of a target that no object fills. */
export class ColumnFilling {
  readonly #columns: readonly Column[]
  readonly #read: PathReader
  readonly #pattern: string | undefined
  readonly #run: string

  constructor({ columns, pathPattern }: Target, run: string) {
    this.#columns = columns.filter((column) => column.filling !== undefined)
    this.#pattern = pathPattern
    this.#read = pathPattern === undefined ? readHivePath : patternReader(pathPattern)
    this.#run = run
  }

  /** Whether there is any such column. */
  get any(): boolean {
    return this.#columns.length > 0
  }

  /**
   * Groups objects by these values, in the order of the first object of each. Throws `SourceError`
   * with the code `PATH_INVALID` if the key of an object does not say what a column takes from it.
   */
  groups(objects: readonly SourceObject[]): readonly FilledGroup[] {
    const groups = new Map<string, FilledGroup>()
    for (const object of objects) {
      const values = this.#valuesFor(object)
      const key = JSON.stringify([...values.values()])
      const group = groups.get(key)
      if (group) group.objects.push(object)
      else groups.set(key, { values, objects: [object] })
    }
    return [...groups.values()]
  }

  #valuesFor(object: SourceObject): ReadonlyMap<string, Constant> {
    let parts: ReadonlyMap<string, PathPart> | undefined
    return new Map(
      this.#columns.map((column): [string, Constant] => {
        const { filling: fill } = column
        if (fill?.kind === 'path')
          return [column.name, valueOf(column, fill, object, (parts ??= this.#partsOf(object)))]
        if (fill?.of === 'path') return [column.name, object.url]
        return [column.name, fill?.of === 'run' ? this.#run : { time: 'transaction' }]
      }),
    )
  }

  #partsOf({ key, url }: SourceObject): ReadonlyMap<string, PathPart> {
    const parts = this.#read(key)
    if (parts) return parts
    throw invalid(url, `its key does not begin like "${this.#pattern}"`)
  }
}

/** Returns what a column takes from the key of `object`, which has these parts: null if one of them has no value. */
function valueOf(
  { name, type, notNull }: Column,
  { from }: PathFilling,
  { url }: SourceObject,
  parts: ReadonlyMap<string, PathPart>,
): string | null {
  const taken = partsIn(from).map((part) => {
    const found = parts.get(part)
    if (!found) throw invalid(url, `its key has no folder "${part}=…", which the column "${name}" takes`)
    return found
  })
  const texts = taken.map(({ text }) => `"${text}"`).join(', ')
  if (taken.some(({ value }) => value === null)) {
    if (!notNull) return null
    throw invalid(url, `the part ${texts} of its key is not a value, and the column "${name}" must have one`)
  }
  let index = 0
  const text = from.replaceAll(/\{[^{}]*\}/g, () => taken[index++]!.value!)
  const value = fitValue(type, text)
  if (value !== undefined) return value
  throw invalid(url, `the part ${texts} of its key does not fit the column "${name}", which is ${type}`)
}

function invalid(url: string, what: string): SourceError {
  return new SourceError(
    'PATH_INVALID',
    `${url}: ${what}. Nothing of this transaction is loaded. Correct pathColumns or pathPattern in the target, or move the object.`,
    { object: url },
  )
}
