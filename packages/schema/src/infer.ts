import { SourceError, type Path, type Property } from '@arbalest/core'
import { chooseType } from './facts/choose-type.js'
import { ColumnNames, showPath } from './name-columns.js'
import type { Document, Unreadable } from '@arbalest/formats'
import { showUnreadable } from './show-unreadable.js'
import { Shape, type Fault } from './facts/shape.js'

/** A property, and what was learned of it. */
export interface InferredProperty extends Property {
  readonly properties?: readonly InferredProperty[]
  /** How many of the documents have a value there, from 0 to 1; none for what holds properties. */
  readonly share?: number
  /** What a reader should know of it. */
  readonly remarks?: readonly string[]
}

/** What was inferred from documents. */
export interface Inferred {
  /** At least one. Every document loads into what `targetOf` makes of them. */
  readonly properties: readonly InferredProperty[]
  /** How many documents it was inferred from; 0 if it was the schema of files. */
  readonly documents: number
  /** How COPY is to read the objects, as a step's `copy` says it. Default: in JSON. */
  readonly copy?: Readonly<Record<string, string | number | boolean>>
  /** What it was inferred from, if it was no documents. */
  readonly from?: string
  /** How many objects were not read to their end. Default: none. */
  readonly partly?: number
  /** What no column was made for, and why. */
  readonly leftOut: readonly LeftOut[]
  /** The first of what is no document, which a load will stumble over. */
  readonly unreadable: readonly Unreadable[]
  /** How many there are of those. */
  readonly unreadableCount: number
}

/** A value that no column was made for. */
export interface LeftOut extends Fault {
  /** Such as `user.name`. */
  readonly place: string
}

/**
 * The properties of `documents`, with types that take each of their values. Holds
 * no document, only what is known of all. Throws `SourceError` where no table is
 * to be had: there is no document, one is an array, or none has a property.
 *
 * @example
 * ```ts
 * const { properties } = await infer(documents)
 * ```
 */
export async function infer(documents: AsyncIterable<Document | Unreadable>): Promise<Inferred> {
  const root = new Shape()
  const unreadable: Unreadable[] = []
  let unreadableCount = 0
  for await (const document of documents) {
    if ('fault' in document) {
      if (unreadable.length < MOST_UNREADABLE) unreadable.push(document)
      unreadableCount++
      continue
    }
    if (document.value.kind !== 'object') throw isArray(document)
    root.add(document.value, document)
  }
  if (root.count === 0) throw notInferred(noDocument(unreadable[0]))
  if (root.tooMany) throw notInferred(TOO_MANY)
  const inference = new Inference(root.count)
  const properties = inference.propertiesOf(root, [])
  const { leftOut } = inference
  if (properties.length === 0) throw notInferred(nothingLeft(leftOut))
  if (inference.columns > MOST_COLUMNS) throw notInferred(TOO_MANY)
  return { properties, documents: root.count, leftOut, unreadable, unreadableCount }
}

class Inference {
  columns = 0
  readonly leftOut: LeftOut[] = []
  readonly #names = new ColumnNames()
  readonly #documents: number

  constructor(documents: number) {
    this.#documents = documents
  }

  propertiesOf({ members, unnamed }: Shape, parents: Path): InferredProperty[] {
    if (unnamed) {
      const place = [showPath(parents), unnamed.example.value].filter(Boolean).join('.')
      this.leftOut.push({ place, ...unnamed })
    }
    return [...members].flatMap(([name, shape]) => [...this.#property(name, shape, parents)])
  }

  *#property(name: string, shape: Shape, parents: Path): Generator<InferredProperty> {
    const path = [...parents, name]
    const choice = chooseType(shape, this.#documents)
    switch (choice.kind) {
      case 'none':
        return this.#leaveOut(path, choice.fault)
      case 'object': {
        const properties = this.propertiesOf(shape, path)
        if (properties.length > 0) yield { name, properties }
        return
      }
      case 'elements':
        for (let index = 0; index < choice.length; index++) {
          yield this.#column(`${name}[${index}]`, choice.type, [...path, index], 1, [])
        }
        return
      case 'column': {
        // A member that stands twice in one document counts twice.
        const share = Math.min(1, shape.count / this.#documents)
        yield this.#column(name, choice.type, path, share, choice.remarks)
      }
    }
  }

  #column(name: string, type: string, path: Path, share: number, about: readonly string[]): InferredProperty {
    this.columns++
    const named = this.#names.nameFor(path)
    const remarks = named ? [...about, named.reason] : about
    return { name, type, ...(named && { column: named.name }), share, remarks }
  }

  #leaveOut(path: Path, fault: Fault): void {
    this.leftOut.push({ place: showPath(path), ...fault })
  }
}

/** How many of those that are no document are kept. */
export const MOST_UNREADABLE = 5
/** https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html */
export const MOST_COLUMNS = 1_600
const TOO_MANY = `The documents have more than ${MOST_COLUMNS} different properties, which is more than a table has columns; are some of their names data?`

function isArray({ object, line }: Document): SourceError {
  return notInferred(
    `The document that ends at line ${line} of "${object}" is an array, which COPY loads as one row, not many; a table of properties accepts only objects. Write one object for each row, with no brackets around and no commas between them.`,
  )
}

function nothingLeft([first]: readonly LeftOut[]): string {
  if (!first) return 'No document has a property.'
  const { place, reason, example } = first
  return `No property of the documents can be loaded; ${place} ${reason}: ${example.value} in ${example.object}, line ${example.line}.`
}

function notInferred(message: string): SourceError {
  return new SourceError('NOT_INFERRED', message)
}

function noDocument(found: Unreadable | undefined): string {
  return `There is no document to infer a table from${found ? `: ${showUnreadable(found)}` : ''}.`
}
