import { formatPath } from '../../faults/fault.js'
import { meantBy } from '../../faults/meant-by.js'
import type { Drift, MissingName, UnknownName } from './drift.js'
import { matchFields } from './match-fields.js'
import { declaredBy, type Declared } from './declared.js'
import type { DocumentNames, FieldNames, NameCount, NameCounts, ObjectNames } from './names.js'
import { copiedColumns, type Column, type Target } from '../target/target.js'

/** How many unknown names are kept. */
const MOST_UNKNOWN = 100

/** Compares what objects call their values with what a target names. */
export class NameComparison {
  readonly #columns: readonly Column[]
  readonly #declared: Declared
  /** The names of the columns that something read had a value for. */
  readonly #found = new Set<string>()
  readonly #unknown = new Map<string, { count: number; readonly object: string }>()
  readonly #barren: string[] = []
  #header: string | undefined
  #objects = 0
  #documents = 0

  constructor(target: Target) {
    this.#columns = copiedColumns(target)
    this.#declared = declaredBy(this.#columns)
  }

  /** Adds what was read of the object at `url`. */
  add(url: string, names: ObjectNames): void {
    if (names.kind === 'documents') this.#addDocuments(url, names)
    else if (names.kind === 'fields') this.#addFields(url, names)
    else if (names.kind === 'record' && this.#isHeader(names.fields)) this.#header ??= url
  }

  /** The URLs of the objects that were read to their end, and have no value for any column in any document. */
  get barren(): readonly string[] {
    return this.#barren
  }

  /** The URL of the first object whose header is loaded as if it were a record; undefined if none is. */
  get header(): string | undefined {
    return this.#header
  }

  /** How what was added differs from the target; undefined if it does not, or if nothing was added. */
  get drift(): Drift | undefined {
    if (this.#objects === 0) return undefined
    const absent = this.#columns.filter(({ name }) => !this.#found.has(name)).map(nameOf)
    const declared = this.#columns.map(nameOf)
    const missing = absent.map((name): MissingName => ({ name, ...meaning(name, this.#unknown.keys()) }))
    const unknown = [...this.#unknown].map(([name, { count, object }]): UnknownName => ({
      name,
      count,
      object,
      ...meaning(name, declared),
    }))
    if (missing.length === 0 && unknown.length === 0) return undefined
    return { objects: this.#objects, documents: this.#documents, missing, unknown }
  }

  #addDocuments(url: string, { documents, whole, names }: DocumentNames): void {
    // Elements of arrays at the top have places, not names.
    if (documents === 0 || this.#columns.every(({ path }) => typeof path[0] === 'number')) return
    this.#objects++
    this.#documents += documents
    const found = this.#compare(names, this.#declared, '', url)
    if (whole && !found) this.#barren.push(url)
  }

  /** Compares what stands at one place; returns whether there is a value for a column. */
  #compare(names: NameCounts, { columns, whole, within }: Declared, path: string, url: string): boolean {
    let found = columns.length > 0
    for (const column of columns) this.#found.add(column)
    for (const [name, count] of names) {
      const inner = within.get(name)
      const place = path === '' ? name : `${path}.${name}`
      if (inner) found = this.#compareValue(count, inner, place, url) || found
      // What a column takes as a whole has no unknown names in it.
      else if (!whole) this.#addUnknown(place, count.documents, url)
    }
    return found
  }

  #compareValue(count: NameCount, declared: Declared, path: string, url: string): boolean {
    let found = this.#compare(count.within, declared, path, url)
    for (const [index, element] of declared.elements) {
      const names = count.elements?.get(index)
      if (names) found = this.#compare(names, element, `${path}[${index}]`, url) || found
      else if (!count.elements) found = this.#take(element) || found
    }
    return found
  }

  /** Takes all columns at a place, and within it, for those that have values: it is not known whether they have. */
  #take({ columns, within, elements }: Declared): boolean {
    for (const column of columns) this.#found.add(column)
    for (const each of [...within.values(), ...elements.values()]) this.#take(each)
    return true
  }

  #addFields(url: string, { fields }: FieldNames): void {
    if (fields.length === 0) return
    this.#objects++
    for (const [index, column] of matchFields(this.#columns, fields).entries()) {
      if (column) this.#found.add(column.name)
      // A line may end in a delimiter.
      else if (fields[index] !== '' || index < this.#columns.length) this.#addUnknown(fields[index]!, 1, url)
    }
  }

  /** Whether each field of a record is called as a column, and no two are called as one. */
  #isHeader(fields: readonly string[]): boolean {
    const meant = matchFields(this.#columns, fields)
    return meant.length > 0 && !meant.includes(undefined) && new Set(meant).size === meant.length
  }

  #addUnknown(name: string, count: number, object: string): void {
    const known = this.#unknown.get(name)
    if (known) known.count += count
    else if (this.#unknown.size < MOST_UNKNOWN) this.#unknown.set(name, { count, object })
  }
}

/** Returns what a column is called where it is declared. */
function nameOf({ name, path }: Column): string {
  return typeof path[0] === 'number' ? name : formatPath(path)
}

function meaning(name: string, candidates: Iterable<string>): { readonly meant?: string } {
  const meant = meantBy(name, candidates)
  return meant === undefined ? {} : { meant }
}
