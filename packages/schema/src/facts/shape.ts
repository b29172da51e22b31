import type { Document } from '@arbalest/formats'
import type { JsonArray, JsonKind, JsonObject, JsonValue } from '@arbalest/formats'
import { NumberFacts } from './number-facts.js'
import { TextFacts } from './text-facts.js'

/** An example of a value, and the place of it. */
export interface Example {
  /** Its beginning, as JSON. */
  readonly value: string
  readonly object: string
  readonly line: number
}

/** Something that keeps a column from being what it seems to be. */
export interface Fault {
  readonly reason: string
  readonly example: Example
}

/** What is known of the values at one place in all documents; as large as the documents are different, not as they are many. */
export class Shape {
  /** How many values there are, null aside. */
  count = 0
  /** The first value of each kind. */
  readonly kinds = new Map<JsonKind, Example>()
  readonly numbers = new NumberFacts()
  readonly texts = new TextFacts()
  readonly array = { fewest: Infinity, most: 0, numbers: new NumberFacts(), onlyNumbers: true }
  /** What objects hold, by name; none are known where {@link tooMany}. */
  readonly members = new Map<string, Shape>()
  /** How many members the objects have in all. */
  memberCount = 0
  /** Whether there are too many names to keep, or objects within objects go too deep. */
  tooMany = false
  /** A member whose name no path can lead to. */
  unnamed: Fault | undefined
  /** Bytes of the longest value, as VARCHAR would hold it. */
  bytes = 0
  /** Why SUPER would not take each value. */
  unfit: Fault | undefined
  /** Why no column would take each scalar. */
  unreadable: Fault | undefined
  readonly #depth: number

  constructor(depth = 0) {
    this.#depth = depth
  }

  /** Takes account of a value in `document`. */
  add(value: JsonValue, document: Document): void {
    if (value.kind === 'null') return
    this.count++
    const here = () => exampleOf(value, document)
    if (!this.kinds.has(value.kind)) this.kinds.set(value.kind, here())
    if (value.unfit !== undefined) this.unfit ??= { reason: value.unfit, example: here() }
    switch (value.kind) {
      case 'number':
        this.numbers.add(value.text)
        this.#fits(value.bytes)
        break
      case 'string':
        this.texts.add(value.text)
        this.#fits(Buffer.byteLength(value.text))
        if (value.unfit !== undefined) this.unreadable ??= { reason: value.unfit, example: here() }
        break
      case 'boolean':
        this.#fits(value.bytes)
        break
      case 'array':
        this.#addArray(value)
        break
      case 'object':
        this.#addObject(value, document)
    }
  }

  #fits(bytes: number): void {
    this.bytes = Math.max(this.bytes, bytes)
  }

  #addArray({ elements }: JsonArray): void {
    const { array } = this
    array.fewest = Math.min(array.fewest, elements.length)
    array.most = Math.max(array.most, elements.length)
    array.onlyNumbers &&= elements.every(({ kind }) => kind === 'number')
    if (array.onlyNumbers && array.most <= MOST_ELEMENTS) {
      for (const element of elements) if (element.kind === 'number') array.numbers.add(element.text)
    }
  }

  #addObject({ members }: JsonObject, document: Document): void {
    this.memberCount += members.length
    if (this.tooMany) return
    for (const [name, value] of members) {
      const reason = name.unfit ?? reasonAgainst(name.text)
      if (reason !== undefined) {
        this.unnamed ??= { reason, example: exampleOf(name, document) }
        continue
      }
      let shape = this.members.get(name.text)
      if (!shape) {
        if (this.members.size === MOST_MEMBERS || this.#depth === DEEPEST) return this.#forget()
        shape = new Shape(this.#depth + 1)
        this.members.set(name.text, shape)
      }
      shape.add(value, document)
    }
  }

  #forget(): void {
    this.tooMany = true
    this.members.clear()
  }
}

/** Elements of an array that may each be a column of their own. */
export const MOST_ELEMENTS = 4
// As many columns as a table may have: https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html
const MOST_MEMBERS = 1_600
const DEEPEST = 8

/** What keeps a member of this name from being a property of a configuration, if anything does. */
function reasonAgainst(name: string): string | undefined {
  if (/^.+\[\d+\]$/s.test(name)) return 'reads as the element of an array'
  if (['__proto__', 'prototype', 'constructor'].includes(name))
    return 'is not taken as a key of a configuration'
  return undefined
}

const LONGEST_EXAMPLE = 40

function exampleOf(value: JsonValue, { object, line }: Document): Example {
  const text = textOf(value)
  return { value: text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text, object, line }
}

function textOf(value: JsonValue): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'string':
      return JSON.stringify(value.text.slice(0, LONGEST_EXAMPLE + 1))
    case 'array':
      return `[${value.elements.slice(0, 3).map(textOf).join(', ')}${value.elements.length > 3 ? ', …' : ''}]`
    case 'object':
      return `{${value.members
        .slice(0, 2)
        .map(([name]) => `${textOf(name)}: …`)
        .join(', ')}${value.members.length > 2 ? ', …' : ''}}`
    default:
      return value.text
  }
}
