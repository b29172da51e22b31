import { meantBy } from '../../faults/meant-by.js'
import type { Drift, MissingName, UnknownName } from './drift.js'
import { matchFields } from './match-fields.js'
import type { DocumentNames, FieldNames, NameCounts, ObjectNames } from './names.js'
import { copiedColumns, type Column, type Path, type Target } from '../target/target.js'

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
  }

  /** The URLs of the objects that were read to their end, and have no value for any column in any document. */
  get barren(): readonly string[] {
    return this.#barren
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
    const found = this.#compare(names, this.#declared, [], url)
    if (whole && !found) this.#barren.push(url)
  }

  /** Compares what stands at one place; returns whether there is a value for a column. */
  #compare(names: NameCounts, { columns, within }: Declared, path: readonly string[], url: string): boolean {
    let found = columns.length > 0
    for (const column of columns) this.#found.add(column)
    for (const [name, count] of names) {
      const inner = within.get(name)
      if (inner) found = this.#compare(count.within, inner, [...path, name], url) || found
      // What a column takes as a whole has no unknown names in it.
      else if (columns.length === 0) this.#addUnknown([...path, name].join('.'), count.documents, url)
    }
    return found
  }

  #addFields(url: string, { fields }: FieldNames): void {
    if (fields.length === 0) return
    this.#objects++
    for (const [index, column] of matchFields(this.#columns, fields).entries()) {
      if (column) this.#found.add(column.name)
      else this.#addUnknown(fields[index]!, 1, url)
    }
  }

  #addUnknown(name: string, count: number, object: string): void {
    const known = this.#unknown.get(name)
    if (known) known.count += count
    else if (this.#unknown.size < MOST_UNKNOWN) this.#unknown.set(name, { count, object })
  }
}

/** What a target names at one place of a document. */
interface Declared {
  /** The columns that take the value there, or elements of the array that it is. */
  readonly columns: string[]
  readonly within: Map<string, Declared>
}

function declaredBy(columns: readonly Column[]): Declared {
  const root: Declared = { columns: [], within: new Map() }
  for (const { name, path } of columns) {
    if (typeof path[0] === 'number') continue
    let place = root
    for (const step of namesOf(path)) {
      let inner = place.within.get(step)
      if (!inner) place.within.set(step, (inner = { columns: [], within: new Map() }))
      place = inner
    }
    place.columns.push(name)
  }
  return root
}

/** Returns the names that lead to a value, as far as they do so: what follows an index is not read. */
function namesOf(path: Path): readonly string[] {
  const index = path.findIndex((step) => typeof step === 'number')
  return (index < 0 ? path : path.slice(0, index)) as readonly string[]
}

/** Returns what a column is called where it is declared. */
function nameOf({ name, path }: Column): string {
  return typeof path[0] === 'number' ? name : path.join('.')
}

function meaning(name: string, candidates: Iterable<string>): { readonly meant?: string } {
  const meant = meantBy(name, candidates)
  return meant === undefined ? {} : { meant }
}
